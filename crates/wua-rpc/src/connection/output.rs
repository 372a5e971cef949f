//! Bytes that wait to be sent.

/// More room than this is given back when it is empty.
const KEPT: usize = 1024;

#[derive(Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    /// How many of them are gone already.
    sent: usize,
}

impl Output {
    pub(super) fn waiting(&self) -> &[u8] {
        self.bytes.get(self.sent..).unwrap_or_default()
    }

    /// Where the next PDU is to be written.
    pub(super) fn end(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    pub(super) fn sent(&mut self, count: usize) {
        self.sent = (self.sent + count).min(self.bytes.len());
        if self.sent == self.bytes.len() {
            self.bytes.clear();
            self.bytes.shrink_to(KEPT);
            self.sent = 0;
        } else if self.sent > self.bytes.len() / 2 {
            self.bytes.drain(..self.sent);
            self.sent = 0;
        }
    }

    pub(super) fn take(&mut self) -> Option<Vec<u8>> {
        let mut bytes = core::mem::take(&mut self.bytes);
        bytes.drain(..self.sent.min(bytes.len()));
        self.sent = 0;
        (!bytes.is_empty()).then_some(bytes)
    }
}
