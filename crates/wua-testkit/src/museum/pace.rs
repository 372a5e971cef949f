//! How slow a slow thing is: slow enough to be stopped, quick enough for a test that waits.

use std::thread;
use std::time::Duration;

/// How many steps a slow thing takes.
pub(super) const STEPS: usize = 40;

/// Between two steps.
pub(super) fn rest() {
    thread::sleep(Duration::from_millis(10));
}
