//! A picture as bytes or pixels. A crowded one is made in strips from the top: what lies under its links, their image, what lies over
//! them; so that its size is bounded by one image of counts, and it can be stopped at any of them.

use super::crowd::{PictureCrowd, embedded_size};
use super::png::{Raster, encode_png, render_rgba};
use super::stream::{Channels, PngStream, base64};
use super::{ExportError, Picture, PictureFormat, Pixels, Work};
use crate::scene::camera::Size;

/// The bytes of a picture in `format`. `scale` is pixels per point; an SVG is sharp at any size and does without.
///
/// # Errors
/// Where the picture would be too large, or was stopped.
pub fn picture_bytes(
    picture: &Picture,
    format: PictureFormat,
    scale: f32,
    work: &Work<'_>,
) -> Result<Vec<u8>, ExportError> {
    match (format, &picture.crowd) {
        (PictureFormat::Png, None) => encode_png(&render_rgba(&picture.svg, scale)?),
        (PictureFormat::Png, Some(crowd)) => {
            let layers = Layers::new(picture, crowd, scale)?;
            let mut stream = PngStream::new(layers.over.size, Channels::Opaque);
            layers.strips(work, |rgba| stream.push(rgba))?;
            stream.finish()
        }
        (PictureFormat::Svg, None) => Ok(picture.svg.clone().into_bytes()),
        (PictureFormat::Svg, Some(crowd)) => with_image(picture, crowd, work),
    }
}

/// The picture in pixels, `scale` to the point: for a preview, for the clipboard.
///
/// # Errors
/// Where the picture would be too large, or was stopped.
pub fn picture_pixels(picture: &Picture, scale: f32, work: &Work<'_>) -> Result<Pixels, ExportError> {
    let Some(crowd) = &picture.crowd else { return render_rgba(&picture.svg, scale) };
    let layers = Layers::new(picture, crowd, scale)?;
    let (width, height) = layers.over.size;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 4);
    layers.strips(work, |rgba| {
        pixels.extend_from_slice(rgba);
        Ok(())
    })?;
    Ok(Pixels { width, height, rgba: pixels })
}

/// A crowded picture, ready to be painted.
struct Layers<'a> {
    under: Raster,
    crowd: &'a PictureCrowd,
    over: Raster,
    /// Pixels for each point of the page.
    scale: f32,
}

impl<'a> Layers<'a> {
    fn new(picture: &Picture, crowd: &'a PictureCrowd, scale: f32) -> Result<Self, ExportError> {
        let (under, over) = picture.svg.split_at(picture.split);
        let opening = under.split_inclusive('>').next().unwrap_or_default();
        let under = Raster::new(&format!("{under}</svg>"), scale)?;
        let over = Raster::new(&format!("{opening}{over}"), scale)?;
        let scale = over.size.0 as f32 / picture.page.width;
        Ok(Self { under, crowd, over, scale })
    }

    /// Hands the picture to `take`, strip by strip.
    fn strips(
        &self,
        work: &Work<'_>,
        mut take: impl FnMut(&[u8]) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let (width, height) = self.over.size;
        (work.report)(0.0);
        self.crowd.strips((width, height), self.scale, work, |rows, image| {
            let mut strip = vec![0; image.len()];
            self.under.paint(&mut strip, rows.start)?;
            for (ground, image) in strip.chunks_exact_mut(4).zip(image.chunks_exact(4)) {
                let through = 255 - u32::from(image[3]);
                if through == 255 {
                    continue;
                }
                for (ground, &part) in ground.iter_mut().zip(image) {
                    *ground = (u32::from(part) + (u32::from(*ground) * through + 127) / 255).min(255) as u8;
                }
            }
            self.over.paint(&mut strip, rows.start)?;
            take(&strip)?;
            (work.report)(rows.end as f32 / height as f32);
            if (work.stop)() { Err(ExportError::Stopped) } else { Ok(()) }
        })
    }
}

/// The SVG with the image of its crowd in it.
fn with_image(picture: &Picture, crowd: &PictureCrowd, work: &Work<'_>) -> Result<Vec<u8>, ExportError> {
    let Size { width, height } = picture.page;
    let (size, scale) = embedded_size(picture.size, picture.page);
    let mut stream = PngStream::new(size, Channels::Transparent);
    crowd.strips(size, scale, work, |rows, mut rgba| {
        for pixel in rgba.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3]).max(1);
            for part in &mut pixel[..3] {
                *part = ((u32::from(*part) * 255 + alpha / 2) / alpha).min(255) as u8;
            }
        }
        (work.report)(rows.end as f32 / size.1 as f32);
        stream.push(&rgba)
    })?;
    let (under, over) = picture.svg.split_at(picture.split);
    let image = base64(&stream.finish()?);
    let tag = format!(
        "<image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
         href=\"data:image/png;base64,{image}\"/>\n"
    );
    Ok([under, tag.as_str(), over].concat().into_bytes())
}
