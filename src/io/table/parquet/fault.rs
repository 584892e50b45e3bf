//! What can be wrong with a Parquet file, and the messages for it.

use std::ops::ControlFlow;

use crate::io::error::{ReadCause, ReadError};

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is damaged; a sentence says where.
    Broken(String),
    /// It is whole, but in a way that is not read; a sentence says which.
    Unknown(String),
    /// Only those can read it who have its key.
    Encrypted,
    /// It asks for more than a file of its size may; a sentence says what.
    Beyond(String),
    /// The user cancelled.
    Cancelled,
}

/// Is told how many bytes are done; says whether to go on.
pub type Tell<'t> = dyn FnMut(usize) -> ControlFlow<()> + 't;

impl Fault {
    /// Damage somewhere in the column of that name.
    pub fn in_column(name: &str) -> Self {
        Self::Broken(format!(
            "The file is damaged: the values of the column \"{}\" cannot be read.",
            crate::io::quote::short(name)
        ))
    }

    /// The message for the user.
    pub fn error(self, file_name: &str) -> ReadError {
        const AGAIN: &str = "Nothing was opened. Get the file again, or restore it from a backup.";
        const OTHERWISE: &str = "Nothing was opened. Write the table as CSV, or as Parquet packed with Snappy, gzip, Brotli, LZ4 or Zstandard, \
                                 as pandas, polars and pyarrow write it.";
        const WITH_THE_KEY: &str = "Have the program that it came from write it without encryption, and open that.";
        const SMALLER: &str = "Nothing was opened. If you trust the file, write the table as CSV and open that.";
        let (cause, what, way_out) = match self {
            Self::Broken(what) => (ReadCause::Broken, what, AGAIN),
            Self::Unknown(what) => (ReadCause::NotThisFormat, what, OTHERWISE),
            Self::Encrypted => {
                let what =
                    "The file is an encrypted Parquet table, which only a program with its key can read.".to_owned();
                (ReadCause::NotThisFormat, what, WITH_THE_KEY)
            }
            Self::Beyond(what) => (ReadCause::TooLarge, what, SMALLER),
            Self::Cancelled => return ReadError::cancelled(file_name),
        };
        ReadError::new(cause, file_name, what, way_out)
    }
}
