//! An API whose requests are encrypted.
