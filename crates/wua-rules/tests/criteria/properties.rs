//! Every question that can be asked, asked in every way that it can be written.

use proptest::prelude::*;
use wua_com::Guid;
use wua_rules::criteria::{AndGroup, Criteria, Criterion, DeploymentAction, UpdateType};

fn update_type() -> impl Strategy<Value = UpdateType> {
    prop_oneof![Just(UpdateType::Software), Just(UpdateType::Driver)]
}

fn deployment_action() -> impl Strategy<Value = DeploymentAction> {
    prop_oneof![
        Just(DeploymentAction::Installation),
        Just(DeploymentAction::Uninstallation),
        Just(DeploymentAction::Detection),
        Just(DeploymentAction::OptionalInstallation),
    ]
}

fn guid() -> impl Strategy<Value = Guid> {
    any::<u128>().prop_map(Guid::from_u128)
}

fn criterion() -> impl Strategy<Value = Criterion> {
    prop_oneof![
        update_type().prop_map(Criterion::Type),
        update_type().prop_map(Criterion::NotType),
        deployment_action().prop_map(Criterion::DeploymentAction),
        Just(Criterion::AnyDeploymentAction),
        any::<bool>().prop_map(Criterion::IsAssigned),
        any::<bool>().prop_map(Criterion::BrowseOnly),
        any::<bool>().prop_map(Criterion::AutoSelectOnWebSites),
        guid().prop_map(Criterion::UpdateId),
        guid().prop_map(Criterion::NotUpdateId),
        guid().prop_map(Criterion::InCategory),
        any::<bool>().prop_map(Criterion::IsInstalled),
        any::<bool>().prop_map(Criterion::IsHidden),
        any::<bool>().prop_map(Criterion::IsPresent),
        any::<bool>().prop_map(Criterion::RebootRequired),
    ]
}

/// A group as its author thinks of it; a revision now and then.
fn group() -> impl Strategy<Value = Vec<Criterion>> {
    let revision = proptest::option::of((guid(), any::<i32>()));
    (prop::collection::vec(criterion(), 1..6), revision).prop_map(|(mut criteria, revision)| {
        if let Some((id, number)) = revision {
            criteria.insert(0, Criterion::RevisionNumber(number));
            criteria.push(Criterion::UpdateId(id));
        }
        criteria
    })
}

/// Adds what is implied, sorts, and leaves out what is said twice.
fn normal(group: &[Criterion]) -> Vec<Criterion> {
    let mut group = group.to_vec();
    let names_an_action = |criterion: &Criterion| {
        matches!(
            criterion,
            Criterion::DeploymentAction(_) | Criterion::AnyDeploymentAction
        )
    };
    if !group.iter().any(names_an_action) {
        group.push(Criterion::DeploymentAction(DeploymentAction::Installation));
    }
    group.sort();
    group.dedup();
    group
}

/// How a criterion is dressed up.
#[derive(Clone, Copy, Debug)]
struct Dress {
    lower_case: bool,
    blank: &'static str,
    parentheses: usize,
    /// Whether the rest of the group goes into parentheses: `a and (b and c)`.
    encloses_rest: bool,
}

fn dress() -> impl Strategy<Value = Dress> {
    let blank = prop_oneof![Just(" "), Just("\t"), Just("\r\n"), Just("   ")];
    (any::<bool>(), blank, 0..3_usize, any::<bool>()).prop_map(
        |(lower_case, blank, parentheses, encloses_rest)| Dress {
            lower_case,
            blank,
            parentheses,
            encloses_rest,
        },
    )
}

fn write_group(group: &[Criterion], dresses: &[Dress]) -> String {
    let mut enclosing = 0;
    let operands = group
        .iter()
        .zip(dresses.iter().cycle())
        .map(|(criterion, dress)| {
            enclosing += usize::from(dress.encloses_rest);
            let enclose = if dress.encloses_rest { "(" } else { "" };
            format!("{enclose}{}", write_criterion(criterion, dress))
        });
    let written = operands.collect::<Vec<_>>().join(" and ");
    format!("{written}{}", ")".repeat(enclosing))
}

fn write_criterion(criterion: &Criterion, dress: &Dress) -> String {
    let blank = dress.blank;
    let mut written = criterion.to_string();
    for operator in ["!=", "="] {
        if let Some((name, value)) = written.split_once(operator) {
            written = format!("{name}{blank}{operator}{blank}{value}");
            break;
        }
    }
    if dress.lower_case {
        written = written.to_lowercase();
    }
    let (open, close) = ("(".repeat(dress.parentheses), ")".repeat(dress.parentheses));
    format!("{blank}{open}{blank}{written}{blank}{close}{blank}")
}

proptest! {
    #[test]
    fn what_is_written_is_understood_and_printed_back(
        groups in prop::collection::vec(group(), 1..4),
        dresses in prop::collection::vec(dress(), 1..8),
    ) {
        let written: Vec<String> = groups.iter().map(|group| write_group(group, &dresses)).collect();
        let text = written.join(" or ");
        let criteria = Criteria::parse(&text).map_err(|error| TestCaseError::fail(error.render(&text)))?;

        let understood: Vec<&[Criterion]> = criteria.groups().iter().map(AndGroup::criteria).collect();
        let expected: Vec<Vec<Criterion>> = groups.iter().map(|group| normal(group)).collect();
        prop_assert_eq!(understood, expected);
        prop_assert_eq!(Criteria::parse(&criteria.to_string()), Ok(criteria));
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        if let Err(error) = Criteria::parse(&text) {
            prop_assert!(text.is_char_boundary(error.position));
        }
    }
}
