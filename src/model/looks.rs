//! How the file says that single actors and links look: colours and sizes. What is drawn for them is decided in `scene`.

use serde::{Deserialize, Serialize};

use super::{ActorIx, LinkIx};

/// A colour as files give it: red, green, blue and opacity, 0 to 255 each, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 hides what is behind.
    pub a: u8,
}

impl Colour {
    /// An opaque colour.
    #[must_use]
    pub fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// The colour of `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`; the sign may be missing.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#').as_bytes();
        let nibble = |at: usize| char::from(digits[at]).to_digit(16).map(|digit| digit as u8);
        let byte = |at: usize| Some(nibble(2 * at)? * 16 + nibble(2 * at + 1)?);
        let short = |at: usize| Some(nibble(at)? * 17);
        match digits.len() {
            3 => Some(Self::rgb(short(0)?, short(1)?, short(2)?)),
            4 => Some(Self { a: short(3)?, ..Self::rgb(short(0)?, short(1)?, short(2)?) }),
            6 => Some(Self::rgb(byte(0)?, byte(1)?, byte(2)?)),
            8 => Some(Self { a: byte(3)?, ..Self::rgb(byte(0)?, byte(1)?, byte(2)?) }),
            _ => None,
        }
    }

    /// `#rrggbb`, with two digits more where it is not opaque.
    #[must_use]
    pub fn to_hex(self) -> String {
        let Self { r, g, b, a } = self;
        if a == 255 { format!("#{r:02x}{g:02x}{b:02x}") } else { format!("#{r:02x}{g:02x}{b:02x}{a:02x}") }
    }
}

/// Colours and sizes of single actors and links, as the file that was read gives them; most have none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Looks {
    actor_colours: Sparse<Colour>,
    actor_sizes: Sparse<f32>,
    link_colours: Sparse<Colour>,
}

/// Cells with gaps. Invariant: the last cell is filled, so that equal contents are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sparse<T>(Vec<Option<T>>);

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Sparse<T> {
    fn get(&self, at: usize) -> Option<T> {
        self.0.get(at).copied().flatten()
    }

    fn set(&mut self, at: usize, value: Option<T>) {
        if value.is_some() && self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        if let Some(cell) = self.0.get_mut(at) {
            *cell = value;
        }
        while self.0.pop_if(|cell| cell.is_none()).is_some() {}
    }
}

impl Looks {
    /// Whether nothing is said about any actor or link.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let Self { actor_colours, actor_sizes, link_colours } = self;
        actor_colours.0.is_empty() && actor_sizes.0.is_empty() && link_colours.0.is_empty()
    }

    /// The colour of an actor.
    #[must_use]
    pub fn actor_colour(&self, actor: ActorIx) -> Option<Colour> {
        self.actor_colours.get(actor.get())
    }

    /// Gives an actor a colour, or takes it away.
    pub fn set_actor_colour(&mut self, actor: ActorIx, colour: Option<Colour>) {
        self.actor_colours.set(actor.get(), colour);
    }

    /// The size of an actor, above zero, in the file's own unit: only its ratio to the other sizes means something.
    #[must_use]
    pub fn actor_size(&self, actor: ActorIx) -> Option<f32> {
        self.actor_sizes.get(actor.get())
    }

    /// Gives an actor a size, or takes it away. A size that is not finite and above zero takes it away.
    pub fn set_actor_size(&mut self, actor: ActorIx, size: Option<f32>) {
        self.actor_sizes.set(actor.get(), size.filter(|size| size.is_finite() && *size > 0.0));
    }

    /// The greatest size of any actor.
    #[must_use]
    pub fn greatest_size(&self) -> Option<f32> {
        self.actor_sizes.0.iter().copied().flatten().reduce(f32::max)
    }

    /// The colour of a link.
    #[must_use]
    pub fn link_colour(&self, link: LinkIx) -> Option<Colour> {
        self.link_colours.get(link.get())
    }

    /// Gives a link a colour, or takes it away.
    pub fn set_link_colour(&mut self, link: LinkIx, colour: Option<Colour>) {
        self.link_colours.set(link.get(), colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_every_length_and_written_in_one() {
        assert_eq!(Colour::from_hex("#f80"), Some(Colour::rgb(255, 136, 0)));
        assert_eq!(Colour::from_hex(" 0A0b0C "), Some(Colour::rgb(10, 11, 12)));
        assert_eq!(Colour::from_hex("#0a0b0c80").map(Colour::to_hex).as_deref(), Some("#0a0b0c80"));
        assert_eq!(Colour::from_hex("#0a0b0cff").map(Colour::to_hex).as_deref(), Some("#0a0b0c"));
        for wrong in ["", "#", "#12345", "#gggggg", "#é0", "red"] {
            assert_eq!(Colour::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_taken_away_leaves_no_trace() {
        let mut looks = Looks::default();
        looks.set_actor_size(ActorIx(7), Some(2.5));
        looks.set_actor_size(ActorIx(3), Some(f32::NAN));
        assert_eq!((looks.actor_size(ActorIx(7)), looks.greatest_size()), (Some(2.5), Some(2.5)));
        looks.set_actor_size(ActorIx(7), Some(-1.0));
        assert_eq!(looks, Looks::default());
        assert!(looks.is_blank());
    }
}
