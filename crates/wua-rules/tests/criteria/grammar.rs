//! What is in the language, and what is not.

use wua_rules::criteria::{Criteria, MAX_DEPTH, MAX_LENGTH};

const ID: &str = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";

/// Asserts that the text is understood.
#[track_caller]
fn understood(text: &str) -> Criteria {
    match Criteria::parse(text) {
        Ok(criteria) => criteria,
        Err(error) => panic!("{}", error.render(text)),
    }
}

/// Asserts that the text is not understood.
#[track_caller]
fn refused(text: &str) {
    if let Ok(criteria) = Criteria::parse(text) {
        panic!("{text} was understood as {criteria}");
    }
}

/// Asserts that two texts mean the same.
#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(understood(one), understood(other), "{one} and {other}");
}

/// `{id}` made a GUID.
fn with_id(text: &str) -> String {
    text.replace("{id}", ID)
}

#[test]
fn every_criterion_takes_its_operators_and_no_other() {
    /// Name, operators, values.
    const TABLE: [(&str, &str, &str); 12] = [
        ("Type", "= !=", "'Software' 'Driver'"),
        (
            "DeploymentAction",
            "=",
            "'Installation' 'Uninstallation' 'Detection' 'OptionalInstallation' *",
        ),
        ("IsAssigned", "=", "0 1"),
        ("BrowseOnly", "=", "0 1"),
        ("AutoSelectOnWebSites", "=", "0 1"),
        ("UpdateID", "= !=", "'{id}'"),
        ("RevisionNumber", "=", "0 1 2 -1 2147483647 -2147483648"),
        ("CategoryIDs", "contains", "'{id}'"),
        ("IsInstalled", "=", "0 1"),
        ("IsHidden", "=", "0 1"),
        ("IsPresent", "=", "0 1"),
        ("RebootRequired", "=", "0 1"),
    ];
    const OPERATORS: &str = "= != contains == <> < like and";
    const OTHER_VALUES: &str = "2147483648 -2147483649 +1 - true '0' '*' '' 'None' Software {id}";

    let has = |list: &str, item| list.split(' ').any(|known| known == item);
    let values: Vec<&str> = TABLE.iter().flat_map(|row| row.2.split(' ')).collect();
    for (name, operators, allowed) in TABLE {
        for operator in OPERATORS.split(' ') {
            for value in values.iter().copied().chain(OTHER_VALUES.split(' ')) {
                let mut text = with_id(&format!("{name} {operator} {value}"));
                if name == "RevisionNumber" {
                    text = format!("UpdateID='{ID}' and {text}");
                }
                if has(operators, operator) && has(allowed, value) {
                    understood(&text);
                } else {
                    refused(&text);
                }
            }
        }
    }
}

#[test]
fn criteria_found_in_the_field_are_understood() {
    for text in [
        "IsInstalled=0",
        "IsInstalled=0 and IsHidden=0",
        "IsInstalled = 0 and IsHidden = 0",
        "( IsInstalled = 0 and IsHidden = 0 )",
        "IsInstalled=0 and Type='Software'",
        "IsInstalled=0 and Type='Software' and IsHidden=0",
        "IsInstalled=0 and Type='Software' and AutoSelectOnWebSites=1",
        "IsInstalled=0 and Type='Driver' and IsHidden=0",
        "IsInstalled=1 and RebootRequired=0 and Type='Software'",
        "IsInstalled=1 and RebootRequired=1 and Type='Software'",
        "IsInstalled=0 and IsHidden=0 and DeploymentAction=*",
        "CategoryIds contains '{id}' and IsHidden=0 and IsInstalled=0",
        "(IsAssigned=0 and IsHidden=0 and IsInstalled=0) or (CategoryIds contains '{id}' and IsHidden=0)",
        "IsInstalled=0 and DeploymentAction='Installation' or IsPresent=1 and DeploymentAction='Uninstallation' \
         or IsInstalled=1 and DeploymentAction='Installation' and RebootRequired=1 \
         or IsInstalled=0 and DeploymentAction='Uninstallation' and RebootRequired=1",
        "IsAssigned=1 and IsHidden=0 and IsInstalled=0 and Type='Software' or Type='Driver'",
        "UpdateID='{id}'",
        "updateid='{id}'",
        "isinstalled=0 and type='software' and ishidden=0",
        "(IsInstalled=0 and DeploymentAction='OptionalInstallation') or (IsInstalled=0 and IsHidden=0)",
    ] {
        understood(&with_id(text));
    }
}

#[test]
fn case_makes_no_difference() {
    let text = with_id(
        "IsInstalled=0 and Type='Software' or CategoryIDs contains '{id}' and DeploymentAction='Detection'",
    );
    same(&text, &text.to_lowercase());
    same(&text, &text.to_uppercase());
}

#[test]
fn and_binds_closer_than_or() {
    same(
        "IsAssigned=1 and IsHidden=0 or IsHidden=1",
        "(IsAssigned=1 and IsHidden=0) or (IsHidden=1)",
    );
    assert_eq!(
        understood("IsHidden=1 or IsHidden=1 and IsPresent=1 or IsPresent=1")
            .groups()
            .len(),
        3
    );
}

#[test]
fn parentheses_wrap_a_criterion_or_a_group_and_nest() {
    let plain = "IsAssigned=1 and IsHidden=0 and IsPresent=0";
    same(plain, "(IsAssigned=1) and ((IsHidden=0)) and ( IsPresent=0 )");
    same(plain, "((IsAssigned=1 and IsHidden=0) and IsPresent=0)");
    same(plain, "IsAssigned=1 and (IsHidden=0 and (IsPresent=0))");
    for text in [
        "()",
        "(",
        ")",
        "(IsHidden=0",
        "IsHidden=0)",
        "(IsHidden)=0",
        "IsHidden=(0)",
        "()IsHidden=0",
    ] {
        refused(text);
    }
}

#[test]
fn or_stands_outside_all_parentheses() {
    understood("(IsHidden=0) or (IsHidden=1)");
    refused("(IsHidden=0 or IsHidden=1)");
    refused("IsPresent=1 and (IsHidden=0 or IsHidden=1)");
    refused("(IsPresent=1 or (IsHidden=0)) and IsHidden=1");
}

#[test]
fn blanks_are_required_around_and_and_or() {
    for text in [
        "IsHidden=0and IsPresent=0",
        "IsHidden=0 andIsPresent=0",
        "(IsHidden=0)and (IsPresent=0)",
        "(IsHidden=0) and(IsPresent=0)",
        "(IsHidden=0)or(IsPresent=0)",
        "Type='Driver'and IsPresent=0",
    ] {
        refused(text);
    }
}

#[test]
fn blanks_are_optional_elsewhere() {
    same("(IsHidden=0)", "\t( IsHidden  =\t0 ) ");
    same("Type!='Driver'", "Type != 'Driver'");
    same(
        "IsHidden=0 and IsPresent=0",
        "IsHidden=0\r\n\tand\r\n\tIsPresent=0\r\n",
    );
    same(
        &with_id("CategoryIDs contains '{id}'"),
        &with_id("CategoryIDscontains'{id}'"),
    );
    refused("Is Hidden=0");
    refused("Type! ='Driver'");
    refused("IsHidden\u{a0}=0");
}

#[test]
fn a_group_without_a_deployment_action_means_installation() {
    same("IsHidden=0", "IsHidden=0 and DeploymentAction='Installation'");
    same(
        "IsHidden=0 or IsHidden=1 and DeploymentAction='Uninstallation'",
        "IsHidden=0 and DeploymentAction='Installation' or IsHidden=1 and DeploymentAction='Uninstallation'",
    );
    for action in ["'Uninstallation'", "'Detection'", "'OptionalInstallation'", "*"] {
        let text = format!("DeploymentAction={action}");
        assert_eq!(understood(&text).to_string(), text);
    }
}

#[test]
fn a_revision_number_comes_with_the_update_that_it_is_of() {
    for text in [
        "UpdateID='{id}' and RevisionNumber=1",
        "RevisionNumber=1 and IsHidden=0 and UpdateID='{id}'",
        "(RevisionNumber=1) and (UpdateID='{id}')",
    ] {
        understood(&with_id(text));
    }
    for text in [
        "RevisionNumber=1",
        "UpdateID!='{id}' and RevisionNumber=1",
        "UpdateID='{id}' or RevisionNumber=1",
        "UpdateID='{id}' and RevisionNumber=1 or RevisionNumber=1",
    ] {
        refused(&with_id(text));
    }
}

#[test]
fn a_flag_is_0_or_1_and_nothing_else() {
    for value in [
        "2", "-1", "-0", "00", "01", "0x1", "1.0", "true", "False", "'1'", "''", "*", "",
    ] {
        refused(&format!("IsInstalled={value}"));
    }
}

#[test]
fn a_guid_is_quoted_and_bare_of_braces() {
    understood(&with_id("UpdateID='{id}'"));
    understood(&format!("UpdateID='{}'", ID.to_uppercase()));
    for value in [
        "{id}", "'{{id}}'", "\"{id}\"", "'{id} '", "''", "'x'", "0", "'[{id}]'",
    ] {
        refused(&with_id(&format!("UpdateID={value}")));
    }
}

#[test]
fn escapes_are_undone_before_values_are_compared() {
    for value in [
        "'Soft[']ware'",
        "'[[]Software[]]'",
        "'Software[']'",
        "'Software'''",
    ] {
        refused(&format!("Type={value}"));
    }
}

#[test]
fn criteria_are_joined_and_complete() {
    for text in [
        "IsHidden=0 IsPresent=0",
        "IsHidden=0 and",
        "and IsHidden=0",
        "IsHidden=0 and and IsPresent=0",
        "IsHidden=0 or",
        "IsHidden=0 and or IsPresent=0",
        "not IsHidden=0",
        "IsHidden",
        "IsHidden=",
        "=0",
        "0=IsHidden",
        "Title='x'",
        "IsHidden=0;",
        "IsHidden=0 xor IsPresent=0",
    ] {
        refused(text);
    }
}

#[test]
fn length_and_depth_are_limited() {
    let nested = |depth: usize| format!("{}IsHidden=0{}", "(".repeat(depth), ")".repeat(depth));
    same("IsHidden=0", &nested(MAX_DEPTH));
    refused(&nested(MAX_DEPTH + 1));
    refused(&"(".repeat(MAX_LENGTH));

    let padded = |length: usize| format!("IsHidden=0{}", " ".repeat(length - 10));
    same("IsHidden=0", &padded(MAX_LENGTH));
    refused(&padded(MAX_LENGTH + 1));
    refused(&"ü".repeat(MAX_LENGTH));
}
