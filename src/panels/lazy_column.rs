//! A column of things of different heights of which only the visible ones are drawn. Stands in a `ScrollArea`.

use egui::style::ScrollAnimation;
use egui::{Align, Rect, Ui, UiBuilder, pos2, vec2};

/// How many frames an aim is kept, so that the heights of what lies before it become known on the way.
const FRAMES_TO_AIM: u8 = 4;

/// The heights that are known, and where to scroll.
#[derive(Debug, Default)]
pub struct LazyColumn {
    heights: Vec<Option<f32>>,
    width: f32,
    aim: Option<(usize, u8)>,
}

impl LazyColumn {
    /// Scrolls to a thing when next drawn.
    pub fn aim_at(&mut self, position: usize) {
        self.aim = Some((position, FRAMES_TO_AIM));
    }

    /// Draws the visible ones of `count` things through `draw`, with `gap` between them; what was never drawn is thought
    /// to be `estimate` points high.
    pub fn ui(&mut self, ui: &mut Ui, count: usize, estimate: f32, gap: f32, mut draw: impl FnMut(&mut Ui, usize)) {
        let (left, width) = (ui.cursor().left(), ui.available_width());
        if (self.width - width).abs() > 0.5 || self.heights.len() != count {
            self.width = width;
            self.heights = vec![None; count];
        }
        let aim = self.aim.filter(|(position, _)| *position < count);
        let mut top = ui.cursor().top();
        let first_top = top;
        let mut has_changed = false;
        for position in 0..count {
            let known = self.heights[position];
            let rect = Rect::from_min_size(pos2(left, top), vec2(width, known.unwrap_or(estimate)));
            let is_aim = aim.is_some_and(|(aim, _)| aim == position);
            if is_aim || ui.is_rect_visible(rect) {
                let room = Rect::from_min_size(rect.min, vec2(width, f32::INFINITY));
                let mut child = ui.new_child(UiBuilder::new().id_salt(("lazy", position)).max_rect(room));
                draw(&mut child, position);
                let height = child.min_rect().height();
                has_changed |= known.is_none_or(|known| (known - height).abs() > 0.5);
                self.heights[position] = Some(height);
                if is_aim {
                    let drawn = Rect::from_min_size(rect.min, vec2(width, height));
                    let align = if height > ui.clip_rect().height() * 0.8 { Align::TOP } else { Align::Center };
                    ui.scroll_to_rect_animation(drawn, Some(align), ScrollAnimation::none());
                }
                top += height + gap;
            } else {
                top += rect.height() + gap;
            }
        }
        let height = if count == 0 { 0.0 } else { top - gap - first_top };
        ui.allocate_rect(Rect::from_min_size(pos2(left, first_top), vec2(width, height)), egui::Sense::hover());
        self.aim = aim.and_then(|(position, frames)| Some((position, frames.checked_sub(1)?)));
        if has_changed || self.aim.is_some() {
            ui.ctx().request_repaint();
        }
    }
}
