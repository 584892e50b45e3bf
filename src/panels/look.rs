//! The theme's tokens as an egui style, and small things drawn the same everywhere: type glyphs, chips, headings. No panels.

use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, ComboBox, Context, CornerRadius, FontFamily, FontId, Frame, Id, InnerResponse, Margin, Modal, Response,
    RichText, Sense, Shadow, Stroke, StrokeKind, Style, TextStyle, Ui, Vec2, Visuals, WidgetInfo, WidgetType, vec2,
};

use super::bidi_text;
use crate::scene::{Rgba, Theme, Tokens};

pub use super::fonts::install_fonts;

/// Space between neighbouring things in dialogs, in points; the same in both themes.
pub const GAP: f32 = 6.0;

/// The family of bold text.
pub const BOLD: &str = "bold";

/// A colour of the scene as egui's.
#[must_use]
pub fn colour(rgba: Rgba) -> Color32 {
    let Rgba([r, g, b, a]) = rgba;
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

/// Bold text of that size.
#[must_use]
pub fn bold_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}

/// Puts the theme on everything that is drawn in the context.
pub fn apply(ctx: &Context, theme: Theme) {
    let kind = match theme {
        Theme::Light => egui::Theme::Light,
        Theme::Dark => egui::Theme::Dark,
    };
    ctx.set_style_of(kind, style(theme));
    ctx.set_theme(kind);
}

/// A dialog over the dimmed window, with more room at its rim than a menu has.
#[must_use]
pub fn dialog(ctx: &Context, name: &str) -> Modal {
    let style = ctx.global_style();
    let margin = style.spacing.window_margin + Margin::same(style.spacing.item_spacing.y as i8);
    Modal::new(Id::new(name)).frame(Frame::popup(&style).inner_margin(margin))
}

/// A list of choices that opens above whatever it is in. A dialog that is pressed and clicked within one frame, as happens where
/// frames are slow, would otherwise come to lie over the list.
pub fn choices_ui<R>(ui: &mut Ui, list: ComboBox, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<Option<R>> {
    list.show_ui(ui, |ui| {
        ui.ctx().move_to_top(ui.layer_id());
        add(ui)
    })
}

/// The egui style of a theme.
#[must_use]
pub fn style(theme: Theme) -> Style {
    let tokens = theme.tokens();
    let base = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let mut style = Style { visuals: visuals(tokens, base), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(tokens.small_size)),
        (TextStyle::Body, FontId::proportional(tokens.text_size)),
        (TextStyle::Button, FontId::proportional(tokens.text_size)),
        (TextStyle::Heading, bold_font(tokens.heading_size)),
        (TextStyle::Monospace, FontId::monospace(tokens.text_size)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(tokens.gap, tokens.gap);
    spacing.button_padding = vec2(tokens.gap + 2.0, 3.0);
    spacing.menu_margin = Margin::same(tokens.gap as i8);
    spacing.window_margin = Margin::same(tokens.padding as i8);
    spacing.interact_size = vec2(28.0, 22.0);
    spacing.indent = tokens.padding + tokens.gap;
    spacing.text_edit_width = 220.0;
    spacing.tooltip_width = 360.0;
    spacing.menu_width = 240.0;
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = true;
    style.animation_time = 0.08;
    style
}

fn visuals(tokens: &Tokens, base: Visuals) -> Visuals {
    let corner = CornerRadius::same(tokens.corner as u8);
    let outline = Stroke::new(1.0, colour(tokens.outline));
    let widget = |ground: Rgba, line: Rgba, text: Rgba| WidgetVisuals {
        bg_fill: colour(ground),
        weak_bg_fill: colour(ground),
        bg_stroke: Stroke::new(1.0, colour(line)),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, colour(text)),
        expansion: 0.0,
    };
    let shadow = Shadow { offset: [0, 3], blur: 12, spread: 0, color: Color32::from_black_alpha(48) };
    Visuals {
        override_text_color: None,
        weak_text_color: Some(colour(tokens.text_weak)),
        widgets: Widgets {
            noninteractive: widget(tokens.panel, tokens.outline, tokens.text),
            inactive: widget(tokens.field, tokens.outline_strong, tokens.text),
            hovered: widget(tokens.hover_ground, tokens.outline_strong, tokens.text),
            active: widget(tokens.selection_ground, tokens.accent, tokens.text),
            open: widget(tokens.hover_ground, tokens.outline_strong, tokens.text),
        },
        selection: Selection {
            bg_fill: colour(tokens.selection_ground),
            stroke: Stroke::new(1.0, colour(tokens.text)),
        },
        hyperlink_color: colour(tokens.accent),
        faint_bg_color: colour(tokens.panel.mix(tokens.panel_raised, 0.5)),
        extreme_bg_color: colour(tokens.field),
        text_edit_bg_color: Some(colour(tokens.field)),
        code_bg_color: colour(tokens.mark),
        warn_fg_color: colour(tokens.warning),
        error_fg_color: colour(tokens.error),
        window_corner_radius: CornerRadius::same(tokens.corner as u8 + 2),
        window_shadow: shadow,
        window_fill: colour(tokens.panel_raised),
        window_stroke: outline,
        menu_corner_radius: corner,
        panel_fill: colour(tokens.panel),
        popup_shadow: shadow,
        collapsing_header_frame: false,
        indent_has_left_vline: false,
        striped: false,
        ..base
    }
}

/// The frame of side panels and bars.
pub fn panel_frame(tokens: &Tokens) -> Frame {
    Frame::new().fill(colour(tokens.panel)).inner_margin(Margin::same(tokens.padding as i8))
}

/// The frame of what lies on a panel or on the picture.
pub fn card_frame(tokens: &Tokens) -> Frame {
    Frame::new()
        .fill(colour(tokens.panel_raised))
        .stroke(Stroke::new(1.0, colour(tokens.outline)))
        .corner_radius(CornerRadius::same(tokens.corner as u8 + 2))
        .inner_margin(Margin::same(tokens.padding as i8 - 1))
}

/// The heading of a part of a panel, with a number where there is something to count.
pub fn section_ui(ui: &mut Ui, tokens: &Tokens, title: &str, count: Option<usize>) -> Response {
    ui.add_space(tokens.gap);
    let response = ui.horizontal(|ui| {
        let response = ui.label(RichText::new(title).font(bold_font(tokens.text_size)));
        if let Some(count) = count {
            weak_ui(ui, tokens, &grouped(count));
        }
        response
    });
    response.inner
}

/// Less important text.
pub fn weak_ui(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    bidi_text::line_ui(ui, text, &bidi_text::TextLook::small(tokens))
}

/// A small piece of text with a ground: grade, basis, another name.
pub fn chip_ui(ui: &mut Ui, tokens: &Tokens, text: &str, ground: Rgba, ink: Rgba) -> Response {
    let look = bidi_text::TextLook::small(tokens).ink(ink);
    let most = ui.max_rect().width() - 2.0 * CHIP_MARGIN.x;
    let (galley, is_cut) = bidi_text::galley_of_line(ui, text, &look, most);
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * CHIP_MARGIN, Sense::hover());
    let stroke = Stroke::new(1.0, colour(tokens.outline));
    ui.painter().rect(rect, CornerRadius::same(tokens.corner as u8), colour(ground), stroke, StrokeKind::Inside);
    ui.painter().galley(rect.min + CHIP_MARGIN, galley, colour(ink));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
    if is_cut { response.on_hover_text(bidi_text::widget_text(text, &look.of_widget())) } else { response }
}

/// Space between the text of a chip and its rim, in points.
const CHIP_MARGIN: Vec2 = vec2(5.0, 1.0);

/// A number with thin spaces between thousands: `12 345`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// `1 link`, `2 links`.
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// The name of a type on the screen.
#[must_use]
pub fn kind_words(kind: &str) -> &str {
    if kind.is_empty() { "no type" } else { kind }
}

/// Room for a glyph in a line of ordinary text.
#[must_use]
pub fn glyph_size(tokens: &Tokens) -> Vec2 {
    Vec2::splat(tokens.text_size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(12_345), "12\u{202f}345");
        assert_eq!(grouped(1_000_000), "1\u{202f}000\u{202f}000");
        assert_eq!(counted(1, "link", "links"), "1 link");
        assert_eq!(counted(0, "link", "links"), "0 links");
    }
}
