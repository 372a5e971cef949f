//! Numbers of revisions, as calls list them.

/// Numbers that are written when they come: every call lists all that is known here, and that may be tens of thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    text: Vec<u8>,
}

impl Numbers {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The elements of the list.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    fn push(&mut self, number: i32) {
        const LONGEST: &[u8; 22] = b"<int>-2147483648</int>";
        let mut rest = number.unsigned_abs();
        let sign = usize::from(number < 0);
        let digits = usize::try_from(rest.checked_ilog10().unwrap_or_default()).unwrap_or_default() + 1;
        let start = self.text.len();
        // A length that is always the same is copied at once; what is too much of it goes away again.
        self.text.extend_from_slice(LONGEST);
        let text = self.text.get_mut(start + "<int>".len() + sign..);
        let (text, end) = text
            .unwrap_or_default()
            .split_at_mut_checked(digits)
            .unwrap_or_default();
        // From its end to its beginning, for a number is found out from its last digit.
        for place in text.iter_mut().rev() {
            let [digit, ..] = (rest % 10).to_le_bytes();
            *place = b'0' + digit;
            rest /= 10;
        }
        for (place, byte) in end.iter_mut().zip(b"</int>") {
            *place = *byte;
        }
        self.text.truncate(start + "<int></int>".len() + sign + digits);
    }
}

impl Extend<i32> for Numbers {
    fn extend<I: IntoIterator<Item = i32>>(&mut self, numbers: I) {
        let numbers = numbers.into_iter();
        self.text
            .reserve(numbers.size_hint().0 * "<int>12345678</int>".len());
        numbers.for_each(|number| self.push(number));
    }
}

impl FromIterator<i32> for Numbers {
    fn from_iter<I: IntoIterator<Item = i32>>(numbers: I) -> Self {
        let mut all = Self::default();
        all.extend(numbers);
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Numbers;

    proptest! {
        #[test]
        fn each_is_an_element(numbers: Vec<i32>) {
            let written: Numbers = numbers.iter().copied().collect();
            let expected: Vec<String> = numbers.iter().map(|number| format!("<int>{number}</int>")).collect();
            let expected = expected.concat();
            prop_assert_eq!(std::str::from_utf8(written.text()), Ok(expected.as_str()));
            prop_assert_eq!(written.is_empty(), numbers.is_empty());
        }
    }

    #[test]
    fn the_least_and_the_greatest_are_written_too() {
        let written = Numbers::from_iter([i32::MIN, 0, i32::MAX]);
        assert_eq!(
            written.text(),
            b"<int>-2147483648</int><int>0</int><int>2147483647</int>"
        );
    }
}
