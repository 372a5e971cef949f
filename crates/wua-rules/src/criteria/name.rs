//! The names of the criteria, and which operators each takes.

/// The name of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Type,
    DeploymentAction,
    IsAssigned,
    BrowseOnly,
    AutoSelectOnWebSites,
    UpdateId,
    RevisionNumber,
    CategoryIds,
    IsInstalled,
    IsHidden,
    IsPresent,
    RebootRequired,
}

/// What stands between name and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Contains,
}

/// All names as they are spelled, in the order of the specification.
pub(super) const NAMES: [(&str, Name); 12] = [
    ("Type", Name::Type),
    ("DeploymentAction", Name::DeploymentAction),
    ("IsAssigned", Name::IsAssigned),
    ("BrowseOnly", Name::BrowseOnly),
    ("AutoSelectOnWebSites", Name::AutoSelectOnWebSites),
    ("UpdateID", Name::UpdateId),
    ("RevisionNumber", Name::RevisionNumber),
    ("CategoryIDs", Name::CategoryIds),
    ("IsInstalled", Name::IsInstalled),
    ("IsHidden", Name::IsHidden),
    ("IsPresent", Name::IsPresent),
    ("RebootRequired", Name::RebootRequired),
];

impl Name {
    pub(super) fn find(word: &str) -> Option<Self> {
        let (_, name) = NAMES.iter().find(|(text, _)| text.eq_ignore_ascii_case(word))?;
        Some(*name)
    }

    pub(super) fn operators(self) -> &'static [Operator] {
        match self {
            Self::Type | Self::UpdateId => &[Operator::Equal, Operator::NotEqual],
            Self::CategoryIds => &[Operator::Contains],
            _ => &[Operator::Equal],
        }
    }

    /// Whether it takes 0 or 1.
    pub(super) fn is_boolean(self) -> bool {
        !matches!(
            self,
            Self::Type | Self::DeploymentAction | Self::UpdateId | Self::RevisionNumber | Self::CategoryIds
        )
    }
}

impl Operator {
    pub(super) fn find(word: &str) -> Option<Self> {
        match word {
            "=" => Some(Self::Equal),
            "!=" => Some(Self::NotEqual),
            _ if word.eq_ignore_ascii_case("contains") => Some(Self::Contains),
            _ => None,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Contains => "contains",
        }
    }
}
