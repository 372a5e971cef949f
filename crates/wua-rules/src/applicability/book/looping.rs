//! What a loop asks while it runs.

use std::cell::RefCell;

use super::Scan;
use crate::applicability::{Answer, Facts, Query};

/// The facts of a scan, and which of them were read.
pub(super) struct Recorder<'s, 'a> {
    scan: RefCell<&'s mut Scan<'a>>,
    asked: RefCell<Vec<u32>>,
}

impl<'s, 'a> Recorder<'s, 'a> {
    pub(super) fn new(scan: &'s mut Scan<'a>) -> Self {
        Self {
            scan: RefCell::new(scan),
            asked: RefCell::default(),
        }
    }

    /// Each question once.
    pub(super) fn into_asked(self) -> Vec<u32> {
        let mut asked = self.asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        asked
    }
}

impl Facts for Recorder<'_, '_> {
    fn answer(&self, query: &Query) -> Answer {
        let mut scan = self.scan.borrow_mut();
        let number = scan.make_up(query);
        self.asked.borrow_mut().push(number);
        let missing = || Answer::Unavailable("the question was lost".to_owned());
        scan.fact(number).cloned().unwrap_or_else(missing)
    }
}
