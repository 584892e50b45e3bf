//! SVG → pixels → PNG, within limits. Knows nothing of graphs.

use image::ImageEncoder as _;
use resvg::{tiny_skia, usvg};

use super::ExportError;
use crate::text::fonts;

/// Most pixels on a side of a picture.
pub const LARGEST_SIDE: u64 = 16_384;
/// Most pixels of a picture: about one gigabyte while it is made.
pub const MOST_PIXELS: u64 = 268_435_456;

/// A picture in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Red, green, blue, alpha of each pixel, row by row from the top; alpha is not multiplied in.
    pub rgba: Vec<u8>,
}

/// Pixels as a PNG file.
///
/// # Errors
/// Where the encoder refuses.
pub fn encode_png(pixels: &Pixels) -> Result<Vec<u8>, ExportError> {
    let Pixels { width, height, rgba } = pixels;
    let mut bytes = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(rgba, *width, *height, image::ExtendedColorType::Rgba8)
        .map_err(|error| ExportError::Png(error.to_string()))?;
    Ok(bytes)
}

/// The picture in pixels, `scale` to the point: for a preview, for the clipboard.
///
/// # Errors
/// Where it would be too large, or the SVG cannot be read.
pub fn render_rgba(svg: &str, scale: f32) -> Result<Pixels, ExportError> {
    let raster = Raster::new(svg, scale)?;
    let (width, height) = raster.size;
    let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or(ExportError::NoSize)?;
    resvg::render(&raster.tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(Pixels { width, height, rgba: pixmap.take_demultiplied() })
}

/// An SVG that was read, to be painted some rows at a time.
pub(super) struct Raster {
    tree: usvg::Tree,
    scale: f32,
    /// Width and height, in pixels.
    pub(super) size: (u32, u32),
}

impl Raster {
    /// Reads an SVG that is to be `scale` pixels to the point.
    ///
    /// # Errors
    /// Where it would be too large, or the SVG cannot be read.
    pub(super) fn new(svg: &str, scale: f32) -> Result<Self, ExportError> {
        let fontdb = if fonts::bundled_fonts_draw(svg) { fonts::bundled_database() } else { fonts::database() };
        let options = usvg::Options {
            font_family: fonts::SANS_FAMILY.to_owned(),
            fontdb,
            // Nothing outside of the picture is ever looked at.
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(svg, &options).map_err(|error| ExportError::Svg(error.to_string()))?;
        let side = |points: f32| if scale.is_finite() { (points * scale).round().max(0.0) as u64 } else { 0 };
        let (width, height) = (side(tree.size().width()), side(tree.size().height()));
        if width == 0 || height == 0 {
            return Err(ExportError::NoSize);
        }
        if width > LARGEST_SIDE || height > LARGEST_SIDE || width * height > MOST_PIXELS {
            return Err(ExportError::TooLarge { width, height });
        }
        Ok(Self { tree, scale, size: (width as u32, height as u32) })
    }

    /// Paints rows from the row `top` on over what is there: red, green, blue, alpha, with alpha multiplied in.
    ///
    /// # Errors
    /// Where `rows` holds none.
    pub(super) fn paint(&self, rows: &mut [u8], top: u32) -> Result<(), ExportError> {
        let width = self.size.0;
        let height = (rows.len() / (width as usize * 4)) as u32;
        let mut strip = tiny_skia::PixmapMut::from_bytes(rows, width, height).ok_or(ExportError::NoSize)?;
        let place = tiny_skia::Transform::from_scale(self.scale, self.scale).post_translate(0.0, -(top as f32));
        resvg::render(&self.tree, place, &mut strip);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"><rect width=\"3\" height=\"2\" fill=\"#ff0000\"/></svg>";

    #[test]
    fn pixels_come_out_at_scale() {
        let pixels = render_rgba(RED, 2.0).expect("small enough");
        assert_eq!((pixels.width, pixels.height), (6, 4));
        assert!(pixels.rgba.chunks(4).all(|pixel| pixel == [255, 0, 0, 255]));
    }

    #[test]
    fn too_large_is_refused_in_words_before_memory_is_taken() {
        let error = render_rgba(RED, 10_000.0).expect_err("30,000 pixels wide");
        assert_eq!(
            error.to_string(),
            "Could not make a picture of 30000 by 20000 pixels: a side may have 16384 pixels, and all together 268 \
             million. Choose a smaller size or scale, or write an SVG, which is sharp at any size."
        );
        assert!(matches!(render_rgba(RED, 0.0), Err(ExportError::NoSize)));
        assert!(matches!(render_rgba(RED, f32::NAN), Err(ExportError::NoSize)));
        assert!(matches!(render_rgba("<svg", 1.0), Err(ExportError::Svg(_))));
    }

    #[test]
    fn nothing_outside_is_loaded() {
        let outside = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"><image width=\"2\" height=\"2\" href=\"assets/icon.png\"/></svg>";
        assert!(render_rgba(outside, 1.0).expect("drawn without it").rgba.iter().all(|byte| *byte == 0));
    }
}
