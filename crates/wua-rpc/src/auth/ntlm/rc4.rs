//! RC4, the cipher of the session.
//!
//! Our own, for SPNEGO wants a state taken back after its signature ([MS-SPNG] 3.2.5.1): this one can be cloned.

use zeroize::Zeroizing;

/// A running key stream.
#[derive(Clone)]
pub(super) struct Rc4 {
    state: Zeroizing<[u8; 256]>,
    i: u8,
    j: u8,
}

#[expect(clippy::indexing_slicing, reason = "an octet names one of 256 places")]
impl Rc4 {
    pub(super) fn new(key: &[u8; 16]) -> Rc4 {
        let mut state = Zeroizing::new([0; 256]);
        for (place, number) in state.iter_mut().zip(0..=u8::MAX) {
            *place = number;
        }
        let mut j = 0_u8;
        for (i, key) in (0..=u8::MAX).zip(key.iter().cycle()) {
            j = j.wrapping_add(state[usize::from(i)]).wrapping_add(*key);
            state.swap(usize::from(i), usize::from(j));
        }
        Rc4 { state, i: 0, j: 0 }
    }

    /// Encrypts or decrypts, which is the same.
    pub(super) fn apply(&mut self, bytes: &mut [u8]) {
        let (mut i, mut j) = (self.i, self.j);
        let state = &mut *self.state;
        for byte in bytes {
            i = i.wrapping_add(1);
            let at_i = state[usize::from(i)];
            j = j.wrapping_add(at_i);
            let at_j = state[usize::from(j)];
            state[usize::from(i)] = at_j;
            state[usize::from(j)] = at_i;
            *byte ^= state[usize::from(at_i.wrapping_add(at_j))];
        }
        (self.i, self.j) = (i, j);
    }
}
