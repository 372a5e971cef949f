//! Numbers of revisions, as calls list them.

/// Numbers that are written when they come: every call lists all that is known here, and that may be tens of thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    text: String,
}

impl Numbers {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The elements of the list.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Without the machinery of formatting, for a search that finds nothing new writes all of them.
    fn push(&mut self, number: i32) {
        let mut text = [b'-'; "-2147483648".len()];
        let mut start = text.len();
        let mut rest = number.unsigned_abs();
        // A number is found out from its last digit.
        for place in text.iter_mut().rev() {
            let [digit, ..] = (rest % 10).to_le_bytes();
            *place = b'0' + digit;
            start -= 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let text = text.get(start - usize::from(number < 0)..).unwrap_or_default();
        self.text.push_str("<int>");
        self.text.push_str(std::str::from_utf8(text).unwrap_or_default());
        self.text.push_str("</int>");
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
            prop_assert_eq!(written.text(), expected);
            prop_assert_eq!(written.is_empty(), numbers.is_empty());
        }
    }

    #[test]
    fn the_least_and_the_greatest_are_written_too() {
        let written = Numbers::from_iter([i32::MIN, 0, i32::MAX]);
        assert_eq!(
            written.text(),
            "<int>-2147483648</int><int>0</int><int>2147483647</int>"
        );
    }
}
