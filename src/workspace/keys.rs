//! Keys and shortcuts as data, so that menus, help and keyboard read one table. No egui here.

use std::fmt;

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter (upper case), digit or sign.
    Char(char),
    /// A function key.
    F(u8),
    /// The space bar.
    Space,
    /// Escape.
    Escape,
    /// Delete.
    Delete,
    /// Home.
    Home,
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
}

/// A key with its modifiers. `command` is Ctrl, and Cmd on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, or Cmd on macOS.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    /// The bare key. It acts only when no text field has the focus.
    #[must_use]
    pub const fn bare(key: Key) -> Self {
        Self { command: false, shift: false, alt: false, key }
    }

    /// The key with Ctrl (Cmd on macOS).
    #[must_use]
    pub const fn command(key: Key) -> Self {
        Self { command: true, ..Self::bare(key) }
    }

    /// The key with Shift.
    #[must_use]
    pub const fn shift(key: Key) -> Self {
        Self { shift: true, ..Self::bare(key) }
    }

    /// The key with Ctrl and Shift.
    #[must_use]
    pub const fn command_shift(key: Key) -> Self {
        Self { command: true, shift: true, ..Self::bare(key) }
    }

    /// The key with Alt.
    #[must_use]
    pub const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::bare(key) }
    }

    /// Whether it acts while a text field has the focus: not for what a person would type.
    #[must_use]
    pub fn acts_while_typing(self) -> bool {
        self.command || self.alt || matches!(self.key, Key::F(_) | Key::Escape)
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let command = if cfg!(target_os = "macos") { "Cmd+" } else { "Ctrl+" };
        let modifiers = [(self.command, command), (self.alt, "Alt+"), (self.shift, "Shift+")];
        for (held, name) in modifiers {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(letter) => write!(f, "{letter}"),
            Key::F(number) => write!(f, "F{number}"),
            Key::Space => f.write_str("Space"),
            Key::Escape => f.write_str("Esc"),
            Key::Delete => f.write_str("Delete"),
            Key::Home => f.write_str("Home"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
        }
    }
}
