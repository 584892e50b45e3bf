//! Tests of the stories: each sort of file that analysts have and Linklore does not read is named, with a way out.

use super::*;

/// What is said of a file that no reader takes.
fn told(bytes: &[u8]) -> Story {
    let decoded = if is_text(bytes) { String::from_utf8_lossy(bytes) } else { "".into() };
    unknown(bytes, &Clues::new(bytes, &decoded))
}

fn names(bytes: &[u8], name: &str) {
    let Story { what, way_out } = told(bytes);
    assert!(what.contains(name), "{name}: {what}");
    assert!(way_out.len() > 20 && way_out.ends_with('.'), "{name}: {way_out}");
}

/// A ZIP archive of files that are not packed, as far as its local headers go.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in files {
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
    }
    bytes
}

#[test]
fn archives_are_told_apart_by_the_names_in_them() {
    for (files, name) in [
        (&["Project_xml", "Workspace_0_graphstore_bytes"][..], "a project of Gephi"),
        (
            &["CytoscapeSession-2024_01_01/networks/1.xgmml", "CytoscapeSession-2024_01_01/cysession.xml"],
            "a session of Cytoscape",
        ),
        (&["version.properties", "Graphs/Graph1.graphml"], "a graph of Maltego"),
        (&["Graphs/Graph1/DataEntities/segments"], "a graph of Maltego"),
        (&["[Content_Types].xml", "xl/workbook.xml"], "a workbook of Excel"),
        (&["[Content_Types].xml", "word/document.xml"], "a document of Word"),
        (&["[Content_Types].xml", "ppt/presentation.xml"], "a presentation of PowerPoint"),
        (&["[Content_Types].xml", "visio/document.xml"], "a drawing of Visio"),
        (&["doc.kml"], "places for Google Earth"),
        (&["a.npy", "b.npy"], "arrays of NumPy"),
        (&["readme.md", "data/case.graphml"], "\"data/case.graphml\""),
        (&["readme.md", "a.gexf", "b.gml"], "\"a.gexf\" and other files"),
        (&["readme.md", "picture.jpg"], "a ZIP archive with \"readme.md\", \"picture.jpg\"."),
        (&["1.jpg", "2.jpg", "3.jpg", "4.jpg"], "and others"),
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|name| (*name, "content")).collect();
        names(&archive(&files), name);
    }
    for (kind, name) in [
        ("application/vnd.oasis.opendocument.text", "a document of LibreOffice"),
        ("application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet of LibreOffice"),
        ("application/epub+zip", "a book"),
    ] {
        names(&archive(&[("mimetype", kind), ("content.xml", "<x/>")]), name);
    }
}

#[test]
fn a_damaged_archive_is_told_too() {
    let whole = archive(&[("readme.md", "content"), ("Workspace_0_xml", "content")]);
    for end in 4..whole.len() {
        assert!(told(&whole[..end]).what.starts_with("The file is a"), "{end}");
    }
    names(b"PK\x05\x06\0\0", "a ZIP archive");
    // The size of what is packed is not always known beforehand.
    let mut unknown_size = archive(&[("a.txt", "content"), ("xl/workbook.xml", "x")]);
    unknown_size[18..22].fill(0);
    names(&unknown_size, "a workbook of Excel");
    let mut huge = archive(&[("a.txt", "content")]);
    huge[18..22].fill(0xff);
    names(&huge, "a ZIP archive");
}

#[test]
fn files_that_are_no_text_are_known_by_their_first_bytes() {
    let bmp = [&b"BM"[..], &10_u32.to_le_bytes(), &[0; 4]].concat();
    let mut tar = vec![b'a'; 600];
    tar[257..262].copy_from_slice(b"ustar");
    let sorts: [(&[u8], &str); 26] = [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a\x01\0", "a GIF picture"),
        (b"RIFF\0\0\0\0WEBP", "a WebP picture"),
        (&bmp, "a bitmap picture"),
        (b"PAR1\x15\x04\x15\x10", "a Parquet table"),
        (b"ARROW1\0\0", "an Arrow table"),
        (b"Obj\x01\x04\x14", "an Avro table"),
        (b"\x80\x04\x95\x10", "a pickle of Python"),
        (b"\x93NUMPY\x01\0", "an array of NumPy"),
        (b"\x89HDF\r\n\x1a\n\0", "an HDF5 file"),
        (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "a MATLAB workspace"),
        (b"X\n\0\0\0\x03", "an R object"),
        (b"RDX3\nX\n\0\0", "an R workspace"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"BZh91AY&SY\x01\x02", "packed with bzip2"),
        (b"\xfd7zXZ\0\0", "packed with xz"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07\0", "a RAR archive"),
        (&tar, "a tar archive"),
        (b"!BDN\0\0", "a mailbox of Outlook"),
        (b"\xd4\xc3\xb2\xa1\x02\0", "a capture of network traffic"),
        (b"\0\0\0\x20ftypmp42", "a picture or recording"),
        (b"bplist00\xd1", "a binary property list"),
        (b"MZ\x90\0\x03", "a program for Windows"),
    ];
    for (bytes, name) in sorts {
        names(bytes, name);
        assert!(!is_text(bytes), "{name}");
    }
    for text in [
        "MZ,name\n1,2\n",
        "ORC;Elf\n",
        "ID3,ID4\n",
        "PAR1 PAR2\n",
        "BZh x\n",
        "BM a\n",
        "RIFF a b c d\n",
        "source,target\n",
    ] {
        assert!(is_text(text.as_bytes()), "{text}");
    }
}

#[test]
fn compound_files_are_told_apart_by_their_streams() {
    let compound = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().chain([0, 0]).flat_map(u16::to_le_bytes));
        bytes
    };
    names(&compound("WordDocument"), "an old document of Word");
    names(&compound("Workbook"), "an old workbook of Excel");
    names(&compound("__properties_version1.0"), "a message of Outlook");
    names(&compound("VisioDocument"), "an old drawing of Visio");
    names(&compound("Contents"), "i2 Analyst's Notebook");
}

#[test]
fn texts_are_known_by_their_first_lines() {
    for (text, name) in [
        ("<?xml version=\"1.0\"?><gxl><graph/></gxl>", "GXL"),
        ("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>", "RDF/XML"),
        ("<kml xmlns=\"http://www.opengis.net/kml/2.2\"/>", "Google Earth"),
        ("<svg/>", "an SVG picture"),
        ("<mxfile host=\"x\"/>", "draw.io"),
        ("<map version=\"1.0\"><node/></map>", "a mind map"),
        ("<office:document xmlns:office=\"x\"/>", "a document of an office program"),
        ("<cases/>", "begins with <cases>"),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "a web page"),
        ("@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n", "Turtle"),
        ("PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n", "Turtle"),
        ("<http://a/1> <http://b/knows> <http://a/2> .\n_:x <http://b/name> \"Ada\" .\n", "N-Triples"),
        ("{\"@context\": {}, \"@graph\": []}", "JSON-LD"),
        ("[{\"@id\": \"http://a/1\"}]", "JSON-LD"),
        ("{\"type\": \"FeatureCollection\", \"features\": []}", "GeoJSON"),
        ("{\"cells\": [], \"nbformat\": 4}", "a notebook of Jupyter"),
        ("{\"a\": 1}", "JSON, but no graph"),
        ("{\\rtf1\\ansi Ada}", "RTF"),
        ("Return-Path: <a@b.c>\nReceived: from x\nSubject: Hello\n\nText", "an e-mail message"),
        ("From: a\nMIME-Version: 1.0\nContent-Type: multipart/related;\nSubject: Page\n", "MHTML"),
        ("From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a\nTo: b\nSubject: c\n", "a mailbox"),
        ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a web archive"),
        ("BEGIN:VCARD\nFN:Ada\n", "contacts"),
        ("0 HEAD\n1 SOUR x\n", "a family tree"),
        ("@article{x, title={y}}", "BibTeX"),
        ("FN Clarivate Analytics Web of Science\n", "Web of Science"),
        ("CREATE (a:Person {name: 'Ada'})-[:KNOWS]->(b)", "Cypher"),
        ("-- MySQL dump 10.13\n", "MySQL"),
        ("Once upon a time there was a graph.", "does not look like a graph or a table"),
    ] {
        names(text.as_bytes(), name);
    }
}
