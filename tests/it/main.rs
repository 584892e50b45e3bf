//! Tests of the whole house, in one binary so that the window's libraries are linked once.

mod architecture;
mod canvas;
mod end_to_end;
mod native_errors;
mod native_file;
mod panels;
mod saving;
mod studio;
mod window;
