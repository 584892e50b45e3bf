//! Tests of the whole house, in one binary so that the window's libraries are linked once.

mod architecture;
mod canvas;
mod native_file;
