//! Tests of the explorer: its answers, and the page in a browser.

mod answers;
mod browser;
mod driver;
mod fake;
mod page;
mod served;
mod views;
