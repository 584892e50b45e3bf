//! Files that are no text: how they begin, and what they are.

use memchr::memmem;

use super::{EXPORT, Story, UNPACK, story, zip};

/// Parquet tables are read; one that comes here was to be something else.
const AS_TABLE: &str = "Open it as a table, not as a file of another format.";
const AS_CSV: &str = "Write the table as CSV with the program it came from, then open that.";
const TEXT: &str = "Linklore draws graphs and reads no plain documents: choose the graph that was made from it.";

/// A sort of file: how it begins, what it is, what to do.
type Sort = (&'static [u8], &'static str, &'static str);

/// Beginnings that no text has.
const BINARY: [Sort; 37] = [
    (b"%PDF", "a PDF document", EXPORT),
    (b"\x89PNG", "a PNG picture", EXPORT),
    (b"\xff\xd8\xff", "a JPEG picture", EXPORT),
    (b"GIF87a", "a GIF picture", EXPORT),
    (b"GIF89a", "a GIF picture", EXPORT),
    (b"II*\0", "a TIFF picture", EXPORT),
    (b"MM\0*", "a TIFF picture", EXPORT),
    (b"8BPS\0", "a Photoshop picture", EXPORT),
    (
        b"SQLite format 3\0",
        "an SQLite database",
        "Write the tables that hold the graph as CSV, for example with \".mode csv\" of sqlite3.",
    ),
    (b"ARROW1\0\0", "an Arrow table", AS_CSV),
    (b"\x93NUMPY", "an array of NumPy", "Write it as text with numpy.savetxt and open that as a matrix."),
    (
        b"\x89HDF\r\n\x1a\n",
        "an HDF5 file, as MATLAB, h5py and PyTables write them",
        "Write the graph as text with the program it came from: GraphML, or a matrix or table as CSV.",
    ),
    (
        b"MATLAB 7.3 MAT-file",
        "a MATLAB workspace",
        "In MATLAB, write the matrix with writematrix(A, \"graph.csv\") and open that.",
    ),
    (
        b"MATLAB 5.0 MAT-file",
        "a MATLAB workspace",
        "In MATLAB, write the matrix with writematrix(A, \"graph.csv\") and open that.",
    ),
    (b"RDX2\n", "an R workspace (.RData)", IN_R),
    (b"RDX3\n", "an R workspace (.RData)", IN_R),
    (b"X\n\0\0\0", "an R object (.rds)", IN_R),
    (b"Obj\x01", "an Avro table", AS_CSV),
    (b"\xfd7zXZ\0", "packed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", UNPACK),
    (b"\x04\x22\x4d\x18", "packed with lz4", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"MSCF\0\0\0\0", "a CAB archive", UNPACK),
    (b"\x80\x02", "a pickle of Python", PICKLE),
    (b"\x80\x03", "a pickle of Python", PICKLE),
    (b"\x80\x04", "a pickle of Python", PICKLE),
    (b"\x80\x05", "a pickle of Python", PICKLE),
    (
        b"!BDN",
        "a mailbox of Outlook (.pst)",
        "Have a mail tool write who wrote to whom as CSV, a row for each message, and open that.",
    ),
    (
        b"bplist00",
        "a binary property list, such as a web archive of Safari",
        "Save the page anew in the form that you need, and choose the graph file itself.",
    ),
    (
        b"PGDMP",
        "a dump of a PostgreSQL database",
        "Restore it, then write the tables that hold the graph as CSV with \\copy.",
    ),
    (b"\xd4\xc3\xb2\xa1", "a capture of network traffic", CAPTURE),
    (b"\xa1\xb2\xc3\xd4", "a capture of network traffic", CAPTURE),
    (b"\x0a\x0d\x0d\x0a", "a capture of network traffic", CAPTURE),
    (b"ElfFile\0", "an event log of Windows", "Write the events as CSV with the event viewer and open that."),
    (b"\x7fELF", "a program", "Choose the graph file itself."),
    (b"OggS\0", "a recording", EXPORT),
];

const IN_R: &str = "In R, write the graph with igraph: write_graph(g, \"graph.graphml\", \"graphml\"), and open that.";
const PICKLE: &str = "A pickle can run programs when it is opened, so Linklore opens none. If you trust it, load it in Python and \
                      write GraphML with networkx.write_graphml.";
const CAPTURE: &str =
    "Write the conversations as CSV, for example with Statistics, Conversations of Wireshark, and open that.";

/// Beginnings that a text could have too; the bytes behind them tell.
const LIKE_TEXT: [Sort; 8] = [
    (b"PAR1", "a Parquet table", AS_TABLE),
    (b"PARE", "an encrypted Parquet table", AS_TABLE),
    (b"FEA1", "a Feather table", AS_CSV),
    (b"ORC", "an ORC table", AS_CSV),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"MZ", "a program for Windows", "Choose the graph file itself."),
    (b"$FL2", "a data set of SPSS (.sav)", AS_CSV),
    (b"ID3", "a recording", EXPORT),
];

/// A story for bytes that are of a known sort that is no text; `None` where they may be text.
pub(super) fn binary(bytes: &[u8]) -> Option<Story> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip::archive(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes));
    }
    let begins = |sort: &&Sort| bytes.starts_with(sort.0);
    let is_binary = || bytes[..bytes.len().min(64)].iter().any(|byte| matches!(byte, 0..=8 | 14..=31));
    let of_riff = bytes.starts_with(b"RIFF") && bytes.get(8..12).is_some();
    let found = BINARY.iter().find(begins).or_else(|| LIKE_TEXT.iter().find(begins).filter(|_| is_binary()));
    if let Some((_, name, way_out)) = found {
        if *way_out == AS_TABLE {
            return Some(story(format!("The file is {name}."), AS_TABLE));
        }
        return Some(is(name, *way_out));
    }
    if of_riff && is_binary() {
        return Some(is(if bytes[8..].starts_with(b"WEBP") { "a WebP picture" } else { "a recording" }, EXPORT));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(is("a picture or recording of a camera", EXPORT));
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(is("a tar archive", UNPACK));
    }
    let announces_its_size = bytes.starts_with(b"BM") && bytes.get(2..6) == Some(&(bytes.len() as u32).to_le_bytes());
    announces_its_size.then(|| is("a bitmap picture", EXPORT))
}

/// The story for a file that is something; `name` begins with an article.
pub(super) fn is(name: &str, way_out: impl Into<String>) -> Story {
    story(format!("The file is {name}. Linklore cannot read it."), way_out)
}

/// Names of streams in the compound files of Microsoft, and which program writes them.
const STREAMS: [(&str, &str, &str); 8] = [
    ("WordDocument", "an old document of Word (.doc)", TEXT),
    ("Workbook", "an old workbook of Excel (.xls)", OLD_WORKBOOK),
    ("Book", "an old workbook of Excel (.xls)", OLD_WORKBOOK),
    (
        "EncryptedPackage",
        "a document of Office that is protected with a password",
        "Open it in the program it came from, save it without a password, and open that.",
    ),
    ("PowerPoint Document", "an old presentation of PowerPoint (.ppt)", TEXT),
    ("__properties_version1.0", "a message of Outlook (.msg)", super::text::MAIL),
    (
        "VisioDocument",
        "an old drawing of Visio (.vsd)",
        "Save it as .vsdx, or write its shapes and connectors as CSV with a report of Visio.",
    ),
    ("__nameid_version1.0", "a message of Outlook (.msg)", super::text::MAIL),
];

/// The old format says how large a sheet is before it says what is in it, and cannot be read without trusting that.
const OLD_WORKBOOK: &str =
    "Open it in Excel, LibreOffice or another spreadsheet program, save it as .xlsx, .ods or CSV, and open that.";

/// How far into a file names are looked for.
const LOOKED_AT: usize = 64 << 20;

/// A compound file of Microsoft: its streams have names in UTF-16.
fn compound(bytes: &[u8]) -> Story {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    for (stream, name, way_out) in STREAMS {
        // A name is a field of its own, with zeros behind it.
        let wide: Vec<u8> = stream.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        if memmem::find(bytes, &wide).is_some() {
            return is(name, way_out);
        }
    }
    is(
        "an old Office document, or a chart of i2 Analyst's Notebook (.anb)",
        "If it is a chart: in Analyst's Notebook choose File, Save As, and the type XML (.anx), and open that.",
    )
}
