//! Late binding and the checks of the waist, on an object made for it.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says so when it fails")]

use std::sync::{Arc, Mutex};

use wua_com::standard::IDISPATCH;
use wua_com::table::{Default, Kind};
use wua_com::{
    Caller, DISPID_NEWENUM, DISPID_VALUE, Dispatch, DispatchError, DispatchFlags, Enumerator, Error, Family,
    HResult, Interface, Local, Member, Object, ObjectRef, Outcome, Param, Permission, Permissions, Remote,
    Rights, Slot, Success, Type, Value, code, ok, outcome,
};

static ISHELF: Interface = Interface::new(
    "IShelf",
    "11111111-2222-3333-4444-555555555501",
    &IDISPATCH,
    &[
        Member::get("Item", DISPID_VALUE, Type::Bstr).takes(&[Param::new("index", Type::Long)]),
        Member::put(
            "Item",
            DISPID_VALUE,
            &[Param::new("index", Type::Long), Param::new("value", Type::Bstr)],
        ),
        Member::get("_NewEnum", DISPID_NEWENUM, Type::Unknown),
        Member::get("Label", 1, Type::Bstr),
        Member::put("Label", 1, &[Param::new("value", Type::Bstr)]),
        Member::get("Books", 2, Type::Interface(&ISHELF)),
        Member::method("Sort", 3).takes(&[
            Param::new("order", Type::Bstr).or(Default::Text("rising")),
            Param::new("limit", Type::Long).or(Default::Long(7)),
        ]),
        Member::method("Burn", 4)
            .needs(Rights::Administrator)
            .local_unless(Permission::Install)
            .locks_down(),
        Member::method("Dust", 5).remote(Remote::Never),
        Member::method("Secret", 6).restricted(),
        Member::method("Attach", 7).takes(&[Param::new("other", Type::Interface(&ISHELF))]),
        Member::method("Hand", 8).vtable_only(),
        Member::method("Keep", 9)
            .takes(&[Param::new("state", Type::Variant)])
            .yields(Type::Variant),
    ],
);

static ISHELF2: Interface = Interface::new(
    "IShelf2",
    "11111111-2222-3333-4444-555555555502",
    &ISHELF,
    &[Member::get("Height", 10, Type::Long)],
);

/// Extends `IShelf` like `IShelf2`, but means something else by the same slot and dispid.
static IGLASS_SHELF: Interface = Interface::new(
    "IGlassShelf",
    "11111111-2222-3333-4444-555555555503",
    &ISHELF,
    &[Member::get("Thickness", 10, Type::Long)],
);

#[derive(Default)]
struct Shelf {
    label: Mutex<String>,
    calls: Mutex<Vec<String>>,
    locked_down: bool,
}

impl Object for Shelf {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            Family {
                interface: &IGLASS_SHELF,
                dispatch: |object, _, slot, args| outcome(&IGLASS_SHELF, slot, call(object, slot, args, 3)),
            },
            Family {
                interface: &ISHELF2,
                dispatch: |object, _, slot, args| outcome(&ISHELF2, slot, call(object, slot, args, 180)),
            },
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.locked_down
    }
}

fn call(object: &dyn Object, slot: Slot, args: &[Value], own: i32) -> Outcome {
    let object: &dyn std::any::Any = object;
    let shelf: &Shelf = object.downcast_ref().unwrap();
    let member = ISHELF2.member(slot).unwrap();
    let verb = if member.kind == Kind::Put { "put " } else { "" };
    shelf
        .calls
        .lock()
        .unwrap()
        .push(format!("{verb}{} {args:?}", member.name));
    match (slot.0, args) {
        (7, [Value::I4(index)]) if *index < 0 => Err(Error::new(code::WU_E_INVALIDINDEX, "no such book")),
        (7, [Value::I4(index)]) => ok(format!("book {index}").into()),
        (9, []) => ok(Value::Unknown(Some(Enumerator::over([1, 2].map(Value::I4))))),
        (10, []) => ok(shelf.label.lock().unwrap().clone().into()),
        (11, [Value::Text(label)]) => {
            *shelf.label.lock().unwrap() = label.to_string();
            ok(Value::Empty)
        }
        (12, []) => ok(ObjectRef::new(Shelf::default()).into()),
        (13, _) => Ok(Success::with(code::S_FALSE, Value::Empty)),
        (19, [state]) => ok(state.clone()),
        (20, []) => ok(Value::I4(own)),
        _ => ok(Value::Empty),
    }
}

fn admin() -> Caller {
    Caller::local(Rights::Administrator)
}

fn shelf() -> (Arc<Local<Shelf>>, Dispatch) {
    let shelf = Local::new(Shelf::default());
    let dispatch = Dispatch::new(ObjectRef::Local(shelf.clone())).unwrap();
    (shelf, dispatch)
}

fn get(dispatch: &Dispatch, name: &str, args: &[Value]) -> Result<Value, DispatchError> {
    dispatch
        .call(&admin(), name, DispatchFlags::METHOD_OR_GET, args)
        .map(|success| success.value)
}

fn put(dispatch: &Dispatch, name: &str, args: &[Value]) -> Result<Value, DispatchError> {
    dispatch
        .call(&admin(), name, DispatchFlags::PUT, args)
        .map(|success| success.value)
}

#[test]
fn names_are_the_same_in_any_case_and_reach_all_bases() {
    let (_, dispatch) = shelf();
    assert_eq!(dispatch.id_of("label"), Some(1));
    assert_eq!(dispatch.id_of("THICKNESS"), Some(10));
    assert_eq!(dispatch.id_of("_newenum"), Some(DISPID_NEWENUM));
    assert_eq!(dispatch.id_of_parameter("sort", "LIMIT"), Some(1));
    assert_eq!(dispatch.id_of("Labels"), None);
    let error = get(&dispatch, "Labels", &[]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_UNKNOWNNAME);
}

#[test]
fn restricted_members_and_members_without_dispid_have_no_name() {
    let (_, dispatch) = shelf();
    assert_eq!(dispatch.id_of("Secret"), None);
    assert_eq!(dispatch.id_of("Hand"), None);
    let error = dispatch
        .invoke(&admin(), 6, DispatchFlags::METHOD, &[], &[])
        .unwrap_err();
    assert_eq!(
        error.hresult(),
        code::DISP_E_MEMBERNOTFOUND,
        "nor a dispid to guess"
    );
}

#[test]
fn families_keep_their_own_meaning_of_one_dispid() {
    let (shelf, glass) = shelf();
    let wooden = Dispatch::of_family(ObjectRef::Local(shelf), &ISHELF2).unwrap();
    assert_eq!(get(&glass, "Thickness", &[]).unwrap(), Value::I4(3));
    assert_eq!(get(&wooden, "Height", &[]).unwrap(), Value::I4(180));
    assert_eq!((glass.id_of("Height"), wooden.id_of("Thickness")), (None, None));
}

#[test]
fn a_method_may_be_asked_for_like_a_property_and_a_property_called_like_a_method() {
    let (_, dispatch) = shelf();
    for flags in [
        DispatchFlags::METHOD,
        DispatchFlags::GET,
        DispatchFlags::METHOD_OR_GET,
    ] {
        assert!(dispatch.call(&admin(), "Sort", flags, &[]).is_ok());
        assert!(dispatch.call(&admin(), "Label", flags, &[]).is_ok());
    }
    assert_eq!(
        put(&dispatch, "Sort", &[1.into()]).unwrap_err().hresult(),
        code::DISP_E_MEMBERNOTFOUND
    );
}

#[test]
fn arguments_are_converted_and_omitted_ones_get_their_default() {
    let (shelf, dispatch) = shelf();
    get(&dispatch, "Item", &["2".into()]).unwrap();
    get(&dispatch, "Sort", &[]).unwrap();
    get(&dispatch, "Sort", &[Value::MISSING, 2.6.into()]).unwrap();
    let sort = dispatch.id_of("Sort").unwrap();
    dispatch
        .invoke(&admin(), sort, DispatchFlags::METHOD, &[], &[(1, Value::I2(4))])
        .unwrap();
    assert_eq!(
        *shelf.calls.lock().unwrap(),
        [
            "Item [I4(2)]",
            r#"Sort [Text("rising"), I4(7)]"#,
            r#"Sort [Text("rising"), I4(3)]"#,
            r#"Sort [Text("rising"), I4(4)]"#
        ]
    );
}

#[test]
fn a_call_that_does_not_fit_says_which_argument_is_to_blame() {
    let (shelf, dispatch) = shelf();
    let blame = |error: DispatchError| match error {
        DispatchError::Call {
            hresult, argument, ..
        } => (hresult, argument),
        DispatchError::Exception(error) => panic!("{error}"),
    };
    let sort = dispatch.id_of("Sort").unwrap();
    assert_eq!(
        blame(get(&dispatch, "Sort", &["up".into(), "many".into()]).unwrap_err()),
        (code::DISP_E_TYPEMISMATCH, Some(1))
    );
    assert_eq!(
        blame(get(&dispatch, "Item", &[Value::MISSING]).unwrap_err()),
        (code::DISP_E_PARAMNOTOPTIONAL, Some(0))
    );
    assert_eq!(
        blame(get(&dispatch, "Item", &[]).unwrap_err()).0,
        code::DISP_E_BADPARAMCOUNT
    );
    assert_eq!(
        blame(get(&dispatch, "Sort", &["a".into(), 1.into(), 2.into()]).unwrap_err()).0,
        code::DISP_E_BADPARAMCOUNT
    );
    let unknown_name = dispatch
        .invoke(&admin(), sort, DispatchFlags::METHOD, &[], &[(9, 1.into())])
        .unwrap_err();
    assert_eq!(blame(unknown_name).0, code::DISP_E_PARAMNOTFOUND);
    assert!(
        shelf.calls.lock().unwrap().is_empty(),
        "nothing reached the object"
    );
}

#[test]
fn arguments_of_a_property_that_yields_an_object_go_to_its_default_member() {
    let (_, dispatch) = shelf();
    assert_eq!(get(&dispatch, "Books", &[5.into()]).unwrap(), "book 5".into());
    assert!(
        put(&dispatch, "Books", &[5.into(), "new".into()]).is_ok(),
        "and so does a new value"
    );
    let error = get(&dispatch, "Books", &[Value::I4(-1)]).unwrap_err();
    assert_eq!(error.excep_info().unwrap().scode, code::WU_E_INVALIDINDEX);
}

#[test]
fn the_default_member_is_called_by_dispid_zero_and_written_with_its_index() {
    let (shelf, dispatch) = shelf();
    let value = dispatch
        .invoke(&admin(), DISPID_VALUE, DispatchFlags::GET, &[3.into()], &[])
        .unwrap()
        .value;
    assert_eq!(value, "book 3".into());
    dispatch
        .invoke(
            &admin(),
            DISPID_VALUE,
            DispatchFlags::PUT,
            &[3.into(), 4.into()],
            &[],
        )
        .unwrap();
    assert_eq!(
        shelf.calls.lock().unwrap().last().unwrap(),
        r#"put Item [I4(3), Text("4")]"#
    );
}

#[test]
fn an_object_is_put_by_value_or_by_reference_and_has_to_be_of_the_right_kind() {
    let (_, dispatch) = shelf();
    let other = ObjectRef::new(Shelf::default());
    assert!(get(&dispatch, "Attach", &[other.into()]).is_ok());
    assert!(
        get(&dispatch, "Attach", &[Value::Object(None)]).is_ok(),
        "Nothing is an object too"
    );
    let walk = Enumerator::over([]);
    assert_eq!(
        get(&dispatch, "Attach", &[walk.into()]).unwrap_err().hresult(),
        code::DISP_E_TYPEMISMATCH
    );
    assert!(
        dispatch
            .call(&admin(), "Label", DispatchFlags::PUT_REF, &["x".into()])
            .is_ok()
    );
}

#[test]
fn errors_of_members_travel_in_excepinfo_with_their_hresult_as_scode() {
    let (_, dispatch) = shelf();
    let error = get(&dispatch, "Item", &[Value::I4(-1)]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_EXCEPTION);
    let info = error.excep_info().unwrap();
    assert_eq!(info.scode, code::WU_E_INVALIDINDEX);
    assert_eq!(
        info.description,
        "IShelf::Item: no such book (0x80240007 WU_E_INVALIDINDEX)"
    );
}

#[test]
fn success_codes_and_variants_pass_through() {
    let (_, dispatch) = shelf();
    let success = dispatch
        .call(&admin(), "Sort", DispatchFlags::METHOD, &[])
        .unwrap();
    assert_eq!(success, Success::with(code::S_FALSE, Value::Empty));
    for state in [
        Value::Null,
        Value::MISSING,
        Value::Bytes([1, 2].into()),
        Value::I8(i64::MIN),
    ] {
        assert_eq!(
            get(&dispatch, "Keep", std::slice::from_ref(&state)).unwrap(),
            state
        );
    }
}

/// The slot of a member of `IShelf`.
fn slot_of(name: &str) -> Slot {
    ISHELF
        .all_members()
        .find(|(_, member)| member.name == name)
        .unwrap()
        .0
}

fn outcome_of(shelf: &ObjectRef, caller: &Caller, name: &str) -> HResult {
    shelf
        .invoke(caller, &ISHELF, slot_of(name), &[])
        .map_or_else(|error| error.hresult(), |success| success.hresult)
}

#[test]
fn slots_are_positions_and_inherited_ones_come_first() {
    assert_eq!((ISHELF.first_slot(), ISHELF.slot_count()), (Slot(7), 20));
    assert_eq!(ISHELF2.first_slot(), Slot(20));
    assert_eq!(ISHELF2.member(Slot(7)).unwrap().name, "Item");
    assert!(ISHELF2.member(Slot(21)).is_none());
}

#[test]
fn rights_are_checked_before_the_member_runs() {
    let (shelf, dispatch) = shelf();
    let object = dispatch.object();
    for rights in [Rights::Anyone, Rights::User, Rights::PowerUser] {
        assert_eq!(
            outcome_of(object, &Caller::local(rights), "Burn"),
            code::E_ACCESSDENIED
        );
    }
    assert!(shelf.calls.lock().unwrap().is_empty());
    assert_eq!(outcome_of(object, &admin(), "Burn"), code::S_OK);
}

#[test]
fn another_computer_needs_an_administrator_and_what_is_refused_needs_a_policy() {
    let object = ObjectRef::new(Shelf::default());
    let remote = |rights, permissions| Caller::remote(rights, permissions);
    let granted = Permissions::NONE.with(Permission::Install);
    assert_eq!(
        outcome_of(&object, &remote(Rights::PowerUser, granted), "Label"),
        code::E_ACCESSDENIED
    );
    assert_eq!(
        outcome_of(
            &object,
            &remote(Rights::Administrator, Permissions::NONE),
            "Label"
        ),
        code::S_OK
    );
    assert_eq!(
        outcome_of(&object, &remote(Rights::Administrator, Permissions::NONE), "Burn"),
        code::E_ACCESSDENIED
    );
    assert_eq!(
        outcome_of(&object, &remote(Rights::Administrator, granted), "Burn"),
        code::S_OK
    );
    assert_eq!(
        outcome_of(&object, &remote(Rights::Administrator, granted), "Dust"),
        code::E_ACCESSDENIED
    );
}

#[test]
fn lock_down_of_the_object_or_the_caller_refuses_what_it_covers_only() {
    let locked = ObjectRef::new(Shelf {
        locked_down: true,
        ..Shelf::default()
    });
    assert_eq!(
        outcome_of(&locked, &admin(), "Burn"),
        code::WU_E_INVALID_OPERATION
    );
    assert_eq!(outcome_of(&locked, &admin(), "Label"), code::S_OK);
    let web_page = Caller {
        locked_down: true,
        ..admin()
    };
    assert_eq!(
        outcome_of(&ObjectRef::new(Shelf::default()), &web_page, "Burn"),
        code::WU_E_INVALID_OPERATION
    );
}

#[test]
fn calls_that_do_not_fit_the_table_do_not_reach_the_object() {
    let (shelf, dispatch) = shelf();
    let object = dispatch.object();
    let too_many = object
        .invoke(&admin(), &ISHELF, slot_of("Label"), &[1.into()])
        .unwrap_err();
    assert_eq!(too_many.hresult(), code::DISP_E_BADPARAMCOUNT);
    let beyond = object.invoke(&admin(), &ISHELF, Slot(99), &[]).unwrap_err();
    assert_eq!(beyond.hresult(), code::DISP_E_MEMBERNOTFOUND);
    let foreign = object
        .invoke(&admin(), &wua_com::standard::IENUM_VARIANT, Slot(5), &[])
        .unwrap_err();
    assert_eq!(foreign.hresult(), code::E_NOINTERFACE);
    assert!(shelf.calls.lock().unwrap().is_empty());
}
