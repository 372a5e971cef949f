//! From slots to methods: one function per interface, which an object names in its list of families. Written by `cargo xtask codegen` from the tables of `wua-defs`: edit that.

#![cfg_attr(rustfmt, rustfmt_skip)]

use std::any::Any;

use wua_com::{
    Caller, Error, Family, Object, Outcome, Slot, Value, argument, code, enumeration_argument, outcome,
    unknown_outcome,
};
use wua_defs::interfaces as defs;

use crate::traits;

/// INVARIANT: a family is listed by the type that it was made for.
fn this<T: Object>(object: &dyn Object) -> Result<&T, Error> {
    let object: &dyn Any = object;
    object
        .downcast_ref()
        .ok_or_else(|| Error::new(code::E_UNEXPECTED, "a family of another type of object"))
}

/// Calls what does more than read a property. Never inlined: reading one would have to make room for it.
#[inline(never)]
fn act(member: impl FnOnce() -> Outcome) -> Outcome {
    member()
}

/// The line of bases that ends in `IAutomaticUpdates`.
pub const fn i_automatic_updates<T: traits::IAutomaticUpdates>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES,
        dispatch: |object, caller, slot, args| call_i_automatic_updates(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates<T: traits::IAutomaticUpdates>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::detect_now(this, caller))),
        8 => act(move || outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::pause(this, caller))),
        9 => act(move || outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::resume(this, caller))),
        10 => act(move || outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::show_settings_dialog(this, caller))),
        11 => outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::settings(this, caller)),
        12 => outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::service_enabled(this, caller)),
        13 => act(move || outcome(&defs::IAUTOMATIC_UPDATES, slot, traits::IAutomaticUpdates::enable_service(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IAutomaticUpdates2`.
pub const fn i_automatic_updates2<T: traits::IAutomaticUpdates2>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES2,
        dispatch: |object, caller, slot, args| call_i_automatic_updates2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates2<T: traits::IAutomaticUpdates2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        14 => outcome(&defs::IAUTOMATIC_UPDATES2, slot, traits::IAutomaticUpdates2::results(this, caller)),
        _ => call_i_automatic_updates(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IAutomaticUpdatesResults`.
pub const fn i_automatic_updates_results<T: traits::IAutomaticUpdatesResults>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES_RESULTS,
        dispatch: |object, caller, slot, args| call_i_automatic_updates_results(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates_results<T: traits::IAutomaticUpdatesResults>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IAUTOMATIC_UPDATES_RESULTS, slot, traits::IAutomaticUpdatesResults::last_search_success_date(this, caller)),
        8 => outcome(&defs::IAUTOMATIC_UPDATES_RESULTS, slot, traits::IAutomaticUpdatesResults::last_installation_success_date(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IAutomaticUpdatesSettings`.
pub const fn i_automatic_updates_settings<T: traits::IAutomaticUpdatesSettings>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES_SETTINGS,
        dispatch: |object, caller, slot, args| call_i_automatic_updates_settings(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates_settings<T: traits::IAutomaticUpdatesSettings>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::notification_level(this, caller)),
        8 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::put_notification_level(this, caller, enumeration_argument(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, args, 0)?))),
        9 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::read_only(this, caller)),
        10 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::required(this, caller)),
        11 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::scheduled_installation_day(this, caller)),
        12 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::put_scheduled_installation_day(this, caller, enumeration_argument(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, args, 0)?))),
        13 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::scheduled_installation_time(this, caller)),
        14 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::put_scheduled_installation_time(this, caller, argument(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, args, 0)?))),
        15 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::refresh(this, caller))),
        16 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS, slot, traits::IAutomaticUpdatesSettings::save(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IAutomaticUpdatesSettings2`.
pub const fn i_automatic_updates_settings2<T: traits::IAutomaticUpdatesSettings2>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES_SETTINGS2,
        dispatch: |object, caller, slot, args| call_i_automatic_updates_settings2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates_settings2<T: traits::IAutomaticUpdatesSettings2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        17 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, traits::IAutomaticUpdatesSettings2::include_recommended_updates(this, caller)),
        18 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, traits::IAutomaticUpdatesSettings2::put_include_recommended_updates(this, caller, argument(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, args, 0)?))),
        19 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, traits::IAutomaticUpdatesSettings2::check_permission(this, caller, enumeration_argument(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, args, 0)?, enumeration_argument(&defs::IAUTOMATIC_UPDATES_SETTINGS2, slot, args, 1)?))),
        _ => call_i_automatic_updates_settings(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IAutomaticUpdatesSettings3`.
pub const fn i_automatic_updates_settings3<T: traits::IAutomaticUpdatesSettings3>() -> Family {
    Family {
        interface: &defs::IAUTOMATIC_UPDATES_SETTINGS3,
        dispatch: |object, caller, slot, args| call_i_automatic_updates_settings3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_automatic_updates_settings3<T: traits::IAutomaticUpdatesSettings3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        20 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, traits::IAutomaticUpdatesSettings3::non_administrators_elevated(this, caller)),
        21 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, traits::IAutomaticUpdatesSettings3::put_non_administrators_elevated(this, caller, argument(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, args, 0)?))),
        22 => outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, traits::IAutomaticUpdatesSettings3::featured_updates_enabled(this, caller)),
        23 => act(move || outcome(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, traits::IAutomaticUpdatesSettings3::put_featured_updates_enabled(this, caller, argument(&defs::IAUTOMATIC_UPDATES_SETTINGS3, slot, args, 0)?))),
        _ => call_i_automatic_updates_settings2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `ICategory`.
pub const fn i_category<T: traits::ICategory>() -> Family {
    Family {
        interface: &defs::ICATEGORY,
        dispatch: |object, caller, slot, args| call_i_category(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_category<T: traits::ICategory>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::ICATEGORY, slot, traits::ICategory::name(this, caller)),
        8 => outcome(&defs::ICATEGORY, slot, traits::ICategory::category_id(this, caller)),
        9 => outcome(&defs::ICATEGORY, slot, traits::ICategory::children(this, caller)),
        10 => outcome(&defs::ICATEGORY, slot, traits::ICategory::description(this, caller)),
        11 => outcome(&defs::ICATEGORY, slot, traits::ICategory::image(this, caller)),
        12 => outcome(&defs::ICATEGORY, slot, traits::ICategory::order(this, caller)),
        13 => outcome(&defs::ICATEGORY, slot, traits::ICategory::parent(this, caller)),
        14 => outcome(&defs::ICATEGORY, slot, traits::ICategory::r#type(this, caller)),
        15 => outcome(&defs::ICATEGORY, slot, traits::ICategory::updates(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `ICategoryCollection`.
pub const fn i_category_collection<T: traits::ICategoryCollection>() -> Family {
    Family {
        interface: &defs::ICATEGORY_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_category_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_category_collection<T: traits::ICategoryCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::ICATEGORY_COLLECTION, slot, traits::ICategoryCollection::item(this, caller, argument(&defs::ICATEGORY_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::ICATEGORY_COLLECTION, slot, traits::ICategoryCollection::new_enum(this, caller)),
        9 => outcome(&defs::ICATEGORY_COLLECTION, slot, traits::ICategoryCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadCompletedCallback`.
pub const fn i_download_completed_callback<T: traits::IDownloadCompletedCallback>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_COMPLETED_CALLBACK,
        dispatch: |object, caller, slot, args| call_i_download_completed_callback(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_completed_callback<T: traits::IDownloadCompletedCallback>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::IDOWNLOAD_COMPLETED_CALLBACK, slot, traits::IDownloadCompletedCallback::invoke(this, caller, argument(&defs::IDOWNLOAD_COMPLETED_CALLBACK, slot, args, 0)?, argument(&defs::IDOWNLOAD_COMPLETED_CALLBACK, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadCompletedCallbackArgs`.
pub const fn i_download_completed_callback_args<T: traits::IDownloadCompletedCallbackArgs>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_COMPLETED_CALLBACK_ARGS,
        dispatch: |object, caller, slot, args| call_i_download_completed_callback_args(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_completed_callback_args<T: traits::IDownloadCompletedCallbackArgs>(_: &T, _: &Caller, _: Slot, _: &[Value]) -> Outcome {
    Err(Error::from(code::DISP_E_MEMBERNOTFOUND))
}

/// The line of bases that ends in `IDownloadJob`.
pub const fn i_download_job<T: traits::IDownloadJob>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_JOB,
        dispatch: |object, caller, slot, args| call_i_download_job(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_job<T: traits::IDownloadJob>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::async_state(this, caller)),
        8 => outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::is_completed(this, caller)),
        9 => outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::updates(this, caller)),
        10 => act(move || outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::clean_up(this, caller))),
        11 => act(move || outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::get_progress(this, caller))),
        12 => act(move || outcome(&defs::IDOWNLOAD_JOB, slot, traits::IDownloadJob::request_abort(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadProgress`.
pub const fn i_download_progress<T: traits::IDownloadProgress>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_PROGRESS,
        dispatch: |object, caller, slot, args| call_i_download_progress(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_progress<T: traits::IDownloadProgress>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::current_update_bytes_downloaded(this, caller)),
        8 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::current_update_bytes_to_download(this, caller)),
        9 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::current_update_index(this, caller)),
        10 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::percent_complete(this, caller)),
        11 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::total_bytes_downloaded(this, caller)),
        12 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::total_bytes_to_download(this, caller)),
        13 => act(move || outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::get_update_result(this, caller, argument(&defs::IDOWNLOAD_PROGRESS, slot, args, 0)?))),
        14 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::current_update_download_phase(this, caller)),
        15 => outcome(&defs::IDOWNLOAD_PROGRESS, slot, traits::IDownloadProgress::current_update_percent_complete(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadProgressChangedCallback`.
pub const fn i_download_progress_changed_callback<T: traits::IDownloadProgressChangedCallback>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK,
        dispatch: |object, caller, slot, args| call_i_download_progress_changed_callback(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_progress_changed_callback<T: traits::IDownloadProgressChangedCallback>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK, slot, traits::IDownloadProgressChangedCallback::invoke(this, caller, argument(&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK, slot, args, 0)?, argument(&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadProgressChangedCallbackArgs`.
pub const fn i_download_progress_changed_callback_args<T: traits::IDownloadProgressChangedCallbackArgs>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS,
        dispatch: |object, caller, slot, args| call_i_download_progress_changed_callback_args(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_progress_changed_callback_args<T: traits::IDownloadProgressChangedCallbackArgs>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IDOWNLOAD_PROGRESS_CHANGED_CALLBACK_ARGS, slot, traits::IDownloadProgressChangedCallbackArgs::progress(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IDownloadResult`.
pub const fn i_download_result<T: traits::IDownloadResult>() -> Family {
    Family {
        interface: &defs::IDOWNLOAD_RESULT,
        dispatch: |object, caller, slot, args| call_i_download_result(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_download_result<T: traits::IDownloadResult>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IDOWNLOAD_RESULT, slot, traits::IDownloadResult::hresult(this, caller)),
        8 => outcome(&defs::IDOWNLOAD_RESULT, slot, traits::IDownloadResult::result_code(this, caller)),
        9 => act(move || outcome(&defs::IDOWNLOAD_RESULT, slot, traits::IDownloadResult::get_update_result(this, caller, argument(&defs::IDOWNLOAD_RESULT, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IImageInformation`.
pub const fn i_image_information<T: traits::IImageInformation>() -> Family {
    Family {
        interface: &defs::IIMAGE_INFORMATION,
        dispatch: |object, caller, slot, args| call_i_image_information(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_image_information<T: traits::IImageInformation>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IIMAGE_INFORMATION, slot, traits::IImageInformation::alt_text(this, caller)),
        8 => outcome(&defs::IIMAGE_INFORMATION, slot, traits::IImageInformation::height(this, caller)),
        9 => outcome(&defs::IIMAGE_INFORMATION, slot, traits::IImageInformation::source(this, caller)),
        10 => outcome(&defs::IIMAGE_INFORMATION, slot, traits::IImageInformation::width(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationAgent`.
pub const fn i_installation_agent<T: traits::IInstallationAgent>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_AGENT,
        dispatch: |object, caller, slot, args| call_i_installation_agent(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_agent<T: traits::IInstallationAgent>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IINSTALLATION_AGENT, slot, traits::IInstallationAgent::record_installation_result(this, caller, argument(&defs::IINSTALLATION_AGENT, slot, args, 0)?, argument(&defs::IINSTALLATION_AGENT, slot, args, 1)?, argument(&defs::IINSTALLATION_AGENT, slot, args, 2)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationBehavior`.
pub const fn i_installation_behavior<T: traits::IInstallationBehavior>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_BEHAVIOR,
        dispatch: |object, caller, slot, args| call_i_installation_behavior(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_behavior<T: traits::IInstallationBehavior>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IINSTALLATION_BEHAVIOR, slot, traits::IInstallationBehavior::can_request_user_input(this, caller)),
        8 => outcome(&defs::IINSTALLATION_BEHAVIOR, slot, traits::IInstallationBehavior::impact(this, caller)),
        9 => outcome(&defs::IINSTALLATION_BEHAVIOR, slot, traits::IInstallationBehavior::reboot_behavior(this, caller)),
        10 => outcome(&defs::IINSTALLATION_BEHAVIOR, slot, traits::IInstallationBehavior::requires_network_connectivity(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationCompletedCallback`.
pub const fn i_installation_completed_callback<T: traits::IInstallationCompletedCallback>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_COMPLETED_CALLBACK,
        dispatch: |object, caller, slot, args| call_i_installation_completed_callback(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_completed_callback<T: traits::IInstallationCompletedCallback>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::IINSTALLATION_COMPLETED_CALLBACK, slot, traits::IInstallationCompletedCallback::invoke(this, caller, argument(&defs::IINSTALLATION_COMPLETED_CALLBACK, slot, args, 0)?, argument(&defs::IINSTALLATION_COMPLETED_CALLBACK, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationCompletedCallbackArgs`.
pub const fn i_installation_completed_callback_args<T: traits::IInstallationCompletedCallbackArgs>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_COMPLETED_CALLBACK_ARGS,
        dispatch: |object, caller, slot, args| call_i_installation_completed_callback_args(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_completed_callback_args<T: traits::IInstallationCompletedCallbackArgs>(_: &T, _: &Caller, _: Slot, _: &[Value]) -> Outcome {
    Err(Error::from(code::DISP_E_MEMBERNOTFOUND))
}

/// The line of bases that ends in `IInstallationJob`.
pub const fn i_installation_job<T: traits::IInstallationJob>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_JOB,
        dispatch: |object, caller, slot, args| call_i_installation_job(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_job<T: traits::IInstallationJob>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::async_state(this, caller)),
        8 => outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::is_completed(this, caller)),
        9 => outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::updates(this, caller)),
        10 => act(move || outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::clean_up(this, caller))),
        11 => act(move || outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::get_progress(this, caller))),
        12 => act(move || outcome(&defs::IINSTALLATION_JOB, slot, traits::IInstallationJob::request_abort(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationProgress`.
pub const fn i_installation_progress<T: traits::IInstallationProgress>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_PROGRESS,
        dispatch: |object, caller, slot, args| call_i_installation_progress(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_progress<T: traits::IInstallationProgress>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IINSTALLATION_PROGRESS, slot, traits::IInstallationProgress::current_update_index(this, caller)),
        8 => outcome(&defs::IINSTALLATION_PROGRESS, slot, traits::IInstallationProgress::current_update_percent_complete(this, caller)),
        9 => outcome(&defs::IINSTALLATION_PROGRESS, slot, traits::IInstallationProgress::percent_complete(this, caller)),
        10 => act(move || outcome(&defs::IINSTALLATION_PROGRESS, slot, traits::IInstallationProgress::get_update_result(this, caller, argument(&defs::IINSTALLATION_PROGRESS, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationProgressChangedCallback`.
pub const fn i_installation_progress_changed_callback<T: traits::IInstallationProgressChangedCallback>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK,
        dispatch: |object, caller, slot, args| call_i_installation_progress_changed_callback(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_progress_changed_callback<T: traits::IInstallationProgressChangedCallback>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK, slot, traits::IInstallationProgressChangedCallback::invoke(this, caller, argument(&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK, slot, args, 0)?, argument(&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationProgressChangedCallbackArgs`.
pub const fn i_installation_progress_changed_callback_args<T: traits::IInstallationProgressChangedCallbackArgs>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS,
        dispatch: |object, caller, slot, args| call_i_installation_progress_changed_callback_args(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_progress_changed_callback_args<T: traits::IInstallationProgressChangedCallbackArgs>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS, slot, traits::IInstallationProgressChangedCallbackArgs::progress(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInstallationResult`.
pub const fn i_installation_result<T: traits::IInstallationResult>() -> Family {
    Family {
        interface: &defs::IINSTALLATION_RESULT,
        dispatch: |object, caller, slot, args| call_i_installation_result(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_installation_result<T: traits::IInstallationResult>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IINSTALLATION_RESULT, slot, traits::IInstallationResult::hresult(this, caller)),
        8 => outcome(&defs::IINSTALLATION_RESULT, slot, traits::IInstallationResult::reboot_required(this, caller)),
        9 => outcome(&defs::IINSTALLATION_RESULT, slot, traits::IInstallationResult::result_code(this, caller)),
        10 => act(move || outcome(&defs::IINSTALLATION_RESULT, slot, traits::IInstallationResult::get_update_result(this, caller, argument(&defs::IINSTALLATION_RESULT, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IInvalidProductLicenseException`.
pub const fn i_invalid_product_license_exception<T: traits::IInvalidProductLicenseException>() -> Family {
    Family {
        interface: &defs::IINVALID_PRODUCT_LICENSE_EXCEPTION,
        dispatch: |object, caller, slot, args| call_i_invalid_product_license_exception(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_invalid_product_license_exception<T: traits::IInvalidProductLicenseException>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        10 => outcome(&defs::IINVALID_PRODUCT_LICENSE_EXCEPTION, slot, traits::IInvalidProductLicenseException::product(this, caller)),
        _ => call_i_update_exception(this, caller, slot, args),
    }
}

/// The line of bases that ends in `ISearchCompletedCallback`.
pub const fn i_search_completed_callback<T: traits::ISearchCompletedCallback>() -> Family {
    Family {
        interface: &defs::ISEARCH_COMPLETED_CALLBACK,
        dispatch: |object, caller, slot, args| call_i_search_completed_callback(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_search_completed_callback<T: traits::ISearchCompletedCallback>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::ISEARCH_COMPLETED_CALLBACK, slot, traits::ISearchCompletedCallback::invoke(this, caller, argument(&defs::ISEARCH_COMPLETED_CALLBACK, slot, args, 0)?, argument(&defs::ISEARCH_COMPLETED_CALLBACK, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `ISearchCompletedCallbackArgs`.
pub const fn i_search_completed_callback_args<T: traits::ISearchCompletedCallbackArgs>() -> Family {
    Family {
        interface: &defs::ISEARCH_COMPLETED_CALLBACK_ARGS,
        dispatch: |object, caller, slot, args| call_i_search_completed_callback_args(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_search_completed_callback_args<T: traits::ISearchCompletedCallbackArgs>(_: &T, _: &Caller, _: Slot, _: &[Value]) -> Outcome {
    Err(Error::from(code::DISP_E_MEMBERNOTFOUND))
}

/// The line of bases that ends in `ISearchJob`.
pub const fn i_search_job<T: traits::ISearchJob>() -> Family {
    Family {
        interface: &defs::ISEARCH_JOB,
        dispatch: |object, caller, slot, args| call_i_search_job(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_search_job<T: traits::ISearchJob>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::ISEARCH_JOB, slot, traits::ISearchJob::async_state(this, caller)),
        8 => outcome(&defs::ISEARCH_JOB, slot, traits::ISearchJob::is_completed(this, caller)),
        9 => act(move || outcome(&defs::ISEARCH_JOB, slot, traits::ISearchJob::clean_up(this, caller))),
        10 => act(move || outcome(&defs::ISEARCH_JOB, slot, traits::ISearchJob::request_abort(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `ISearchResult`.
pub const fn i_search_result<T: traits::ISearchResult>() -> Family {
    Family {
        interface: &defs::ISEARCH_RESULT,
        dispatch: |object, caller, slot, args| call_i_search_result(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_search_result<T: traits::ISearchResult>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::ISEARCH_RESULT, slot, traits::ISearchResult::result_code(this, caller)),
        8 => outcome(&defs::ISEARCH_RESULT, slot, traits::ISearchResult::root_categories(this, caller)),
        9 => outcome(&defs::ISEARCH_RESULT, slot, traits::ISearchResult::updates(this, caller)),
        10 => outcome(&defs::ISEARCH_RESULT, slot, traits::ISearchResult::warnings(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IStringCollection`.
pub const fn i_string_collection<T: traits::IStringCollection>() -> Family {
    Family {
        interface: &defs::ISTRING_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_string_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_string_collection<T: traits::IStringCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::item(this, caller, argument(&defs::ISTRING_COLLECTION, slot, args, 0)?))),
        8 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::put_item(this, caller, argument(&defs::ISTRING_COLLECTION, slot, args, 0)?, argument(&defs::ISTRING_COLLECTION, slot, args, 1)?))),
        9 => unknown_outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::new_enum(this, caller)),
        10 => outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::count(this, caller)),
        11 => outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::read_only(this, caller)),
        12 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::add(this, caller, argument(&defs::ISTRING_COLLECTION, slot, args, 0)?))),
        13 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::clear(this, caller))),
        14 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::copy(this, caller))),
        15 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::insert(this, caller, argument(&defs::ISTRING_COLLECTION, slot, args, 0)?, argument(&defs::ISTRING_COLLECTION, slot, args, 1)?))),
        16 => act(move || outcome(&defs::ISTRING_COLLECTION, slot, traits::IStringCollection::remove_at(this, caller, argument(&defs::ISTRING_COLLECTION, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `ISystemInformation`.
pub const fn i_system_information<T: traits::ISystemInformation>() -> Family {
    Family {
        interface: &defs::ISYSTEM_INFORMATION,
        dispatch: |object, caller, slot, args| call_i_system_information(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_system_information<T: traits::ISystemInformation>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::ISYSTEM_INFORMATION, slot, traits::ISystemInformation::oem_hardware_support_link(this, caller)),
        8 => outcome(&defs::ISYSTEM_INFORMATION, slot, traits::ISystemInformation::reboot_required(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdate`.
pub const fn i_update<T: traits::IUpdate>() -> Family {
    Family {
        interface: &defs::IUPDATE,
        dispatch: |object, caller, slot, args| call_i_update(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update<T: traits::IUpdate>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE, slot, traits::IUpdate::title(this, caller)),
        8 => outcome(&defs::IUPDATE, slot, traits::IUpdate::auto_select_on_web_sites(this, caller)),
        9 => outcome(&defs::IUPDATE, slot, traits::IUpdate::bundled_updates(this, caller)),
        10 => outcome(&defs::IUPDATE, slot, traits::IUpdate::can_require_source(this, caller)),
        11 => outcome(&defs::IUPDATE, slot, traits::IUpdate::categories(this, caller)),
        12 => outcome(&defs::IUPDATE, slot, traits::IUpdate::deadline(this, caller)),
        13 => outcome(&defs::IUPDATE, slot, traits::IUpdate::delta_compressed_content_available(this, caller)),
        14 => outcome(&defs::IUPDATE, slot, traits::IUpdate::delta_compressed_content_preferred(this, caller)),
        15 => outcome(&defs::IUPDATE, slot, traits::IUpdate::description(this, caller)),
        16 => outcome(&defs::IUPDATE, slot, traits::IUpdate::eula_accepted(this, caller)),
        17 => outcome(&defs::IUPDATE, slot, traits::IUpdate::eula_text(this, caller)),
        18 => outcome(&defs::IUPDATE, slot, traits::IUpdate::handler_id(this, caller)),
        19 => outcome(&defs::IUPDATE, slot, traits::IUpdate::identity(this, caller)),
        20 => outcome(&defs::IUPDATE, slot, traits::IUpdate::image(this, caller)),
        21 => outcome(&defs::IUPDATE, slot, traits::IUpdate::installation_behavior(this, caller)),
        22 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_beta(this, caller)),
        23 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_downloaded(this, caller)),
        24 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_hidden(this, caller)),
        25 => act(move || outcome(&defs::IUPDATE, slot, traits::IUpdate::put_is_hidden(this, caller, argument(&defs::IUPDATE, slot, args, 0)?))),
        26 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_installed(this, caller)),
        27 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_mandatory(this, caller)),
        28 => outcome(&defs::IUPDATE, slot, traits::IUpdate::is_uninstallable(this, caller)),
        29 => outcome(&defs::IUPDATE, slot, traits::IUpdate::languages(this, caller)),
        30 => outcome(&defs::IUPDATE, slot, traits::IUpdate::last_deployment_change_time(this, caller)),
        31 => outcome(&defs::IUPDATE, slot, traits::IUpdate::max_download_size(this, caller)),
        32 => outcome(&defs::IUPDATE, slot, traits::IUpdate::min_download_size(this, caller)),
        33 => outcome(&defs::IUPDATE, slot, traits::IUpdate::more_info_urls(this, caller)),
        34 => outcome(&defs::IUPDATE, slot, traits::IUpdate::msrc_severity(this, caller)),
        35 => outcome(&defs::IUPDATE, slot, traits::IUpdate::recommended_cpu_speed(this, caller)),
        36 => outcome(&defs::IUPDATE, slot, traits::IUpdate::recommended_hard_disk_space(this, caller)),
        37 => outcome(&defs::IUPDATE, slot, traits::IUpdate::recommended_memory(this, caller)),
        38 => outcome(&defs::IUPDATE, slot, traits::IUpdate::release_notes(this, caller)),
        39 => outcome(&defs::IUPDATE, slot, traits::IUpdate::security_bulletin_ids(this, caller)),
        40 => outcome(&defs::IUPDATE, slot, traits::IUpdate::superseded_update_ids(this, caller)),
        41 => outcome(&defs::IUPDATE, slot, traits::IUpdate::support_url(this, caller)),
        42 => outcome(&defs::IUPDATE, slot, traits::IUpdate::r#type(this, caller)),
        43 => outcome(&defs::IUPDATE, slot, traits::IUpdate::uninstallation_notes(this, caller)),
        44 => outcome(&defs::IUPDATE, slot, traits::IUpdate::uninstallation_behavior(this, caller)),
        45 => outcome(&defs::IUPDATE, slot, traits::IUpdate::uninstallation_steps(this, caller)),
        46 => outcome(&defs::IUPDATE, slot, traits::IUpdate::kb_article_ids(this, caller)),
        47 => act(move || outcome(&defs::IUPDATE, slot, traits::IUpdate::accept_eula(this, caller))),
        48 => outcome(&defs::IUPDATE, slot, traits::IUpdate::deployment_action(this, caller)),
        49 => act(move || outcome(&defs::IUPDATE, slot, traits::IUpdate::copy_from_cache(this, caller, argument(&defs::IUPDATE, slot, args, 0)?, argument(&defs::IUPDATE, slot, args, 1)?))),
        50 => outcome(&defs::IUPDATE, slot, traits::IUpdate::download_priority(this, caller)),
        51 => outcome(&defs::IUPDATE, slot, traits::IUpdate::download_contents(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdate2`.
pub const fn i_update2<T: traits::IUpdate2>() -> Family {
    Family {
        interface: &defs::IUPDATE2,
        dispatch: |object, caller, slot, args| call_i_update2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update2<T: traits::IUpdate2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        52 => outcome(&defs::IUPDATE2, slot, traits::IUpdate2::reboot_required(this, caller)),
        53 => outcome(&defs::IUPDATE2, slot, traits::IUpdate2::is_present(this, caller)),
        54 => outcome(&defs::IUPDATE2, slot, traits::IUpdate2::cve_ids(this, caller)),
        55 => act(move || outcome(&defs::IUPDATE2, slot, traits::IUpdate2::copy_to_cache(this, caller, argument(&defs::IUPDATE2, slot, args, 0)?))),
        _ => call_i_update(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdate3`.
pub const fn i_update3<T: traits::IUpdate3>() -> Family {
    Family {
        interface: &defs::IUPDATE3,
        dispatch: |object, caller, slot, args| call_i_update3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update3<T: traits::IUpdate3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        56 => outcome(&defs::IUPDATE3, slot, traits::IUpdate3::browse_only(this, caller)),
        _ => call_i_update2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdate4`.
pub const fn i_update4<T: traits::IUpdate4>() -> Family {
    Family {
        interface: &defs::IUPDATE4,
        dispatch: |object, caller, slot, args| call_i_update4(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update4<T: traits::IUpdate4>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        57 => outcome(&defs::IUPDATE4, slot, traits::IUpdate4::per_user(this, caller)),
        _ => call_i_update3(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdate5`.
pub const fn i_update5<T: traits::IUpdate5>() -> Family {
    Family {
        interface: &defs::IUPDATE5,
        dispatch: |object, caller, slot, args| call_i_update5(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update5<T: traits::IUpdate5>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        58 => outcome(&defs::IUPDATE5, slot, traits::IUpdate5::auto_selection(this, caller)),
        59 => outcome(&defs::IUPDATE5, slot, traits::IUpdate5::auto_download(this, caller)),
        _ => call_i_update4(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateCollection`.
pub const fn i_update_collection<T: traits::IUpdateCollection>() -> Family {
    Family {
        interface: &defs::IUPDATE_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_update_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_collection<T: traits::IUpdateCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::item(this, caller, argument(&defs::IUPDATE_COLLECTION, slot, args, 0)?))),
        8 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::put_item(this, caller, argument(&defs::IUPDATE_COLLECTION, slot, args, 0)?, argument(&defs::IUPDATE_COLLECTION, slot, args, 1)?))),
        9 => unknown_outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::new_enum(this, caller)),
        10 => outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::count(this, caller)),
        11 => outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::read_only(this, caller)),
        12 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::add(this, caller, argument(&defs::IUPDATE_COLLECTION, slot, args, 0)?))),
        13 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::clear(this, caller))),
        14 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::copy(this, caller))),
        15 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::insert(this, caller, argument(&defs::IUPDATE_COLLECTION, slot, args, 0)?, argument(&defs::IUPDATE_COLLECTION, slot, args, 1)?))),
        16 => act(move || outcome(&defs::IUPDATE_COLLECTION, slot, traits::IUpdateCollection::remove_at(this, caller, argument(&defs::IUPDATE_COLLECTION, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateDownloadContent`.
pub const fn i_update_download_content<T: traits::IUpdateDownloadContent>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOAD_CONTENT,
        dispatch: |object, caller, slot, args| call_i_update_download_content(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_download_content<T: traits::IUpdateDownloadContent>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_DOWNLOAD_CONTENT, slot, traits::IUpdateDownloadContent::download_url(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateDownloadContent2`.
pub const fn i_update_download_content2<T: traits::IUpdateDownloadContent2>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOAD_CONTENT2,
        dispatch: |object, caller, slot, args| call_i_update_download_content2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_download_content2<T: traits::IUpdateDownloadContent2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        8 => outcome(&defs::IUPDATE_DOWNLOAD_CONTENT2, slot, traits::IUpdateDownloadContent2::is_delta_compressed_content(this, caller)),
        _ => call_i_update_download_content(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateDownloadContentCollection`.
pub const fn i_update_download_content_collection<T: traits::IUpdateDownloadContentCollection>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_update_download_content_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_download_content_collection<T: traits::IUpdateDownloadContentCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, slot, traits::IUpdateDownloadContentCollection::item(this, caller, argument(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, slot, traits::IUpdateDownloadContentCollection::new_enum(this, caller)),
        9 => outcome(&defs::IUPDATE_DOWNLOAD_CONTENT_COLLECTION, slot, traits::IUpdateDownloadContentCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateDownloadResult`.
pub const fn i_update_download_result<T: traits::IUpdateDownloadResult>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOAD_RESULT,
        dispatch: |object, caller, slot, args| call_i_update_download_result(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_download_result<T: traits::IUpdateDownloadResult>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_DOWNLOAD_RESULT, slot, traits::IUpdateDownloadResult::hresult(this, caller)),
        8 => outcome(&defs::IUPDATE_DOWNLOAD_RESULT, slot, traits::IUpdateDownloadResult::result_code(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateDownloader`.
pub const fn i_update_downloader<T: traits::IUpdateDownloader>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOADER,
        dispatch: |object, caller, slot, args| call_i_update_downloader(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_downloader<T: traits::IUpdateDownloader>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::client_application_id(this, caller)),
        8 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::put_client_application_id(this, caller, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?))),
        9 => outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::is_forced(this, caller)),
        10 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::put_is_forced(this, caller, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?))),
        11 => outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::priority(this, caller)),
        12 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::put_priority(this, caller, enumeration_argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?))),
        13 => outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::updates(this, caller)),
        14 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::put_updates(this, caller, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?))),
        15 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::begin_download(this, caller, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 1)?, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 2)?))),
        16 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::download(this, caller))),
        17 => act(move || outcome(&defs::IUPDATE_DOWNLOADER, slot, traits::IUpdateDownloader::end_download(this, caller, argument(&defs::IUPDATE_DOWNLOADER, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateDownloaderEx`.
pub const fn i_update_downloader_ex<T: traits::IUpdateDownloaderEx>() -> Family {
    Family {
        interface: &defs::IUPDATE_DOWNLOADER_EX,
        dispatch: |object, caller, slot, args| call_i_update_downloader_ex(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_downloader_ex<T: traits::IUpdateDownloaderEx>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        18 => act(move || outcome(&defs::IUPDATE_DOWNLOADER_EX, slot, traits::IUpdateDownloaderEx::begin_download2(this, caller, enumeration_argument(&defs::IUPDATE_DOWNLOADER_EX, slot, args, 0)?, argument(&defs::IUPDATE_DOWNLOADER_EX, slot, args, 1)?, argument(&defs::IUPDATE_DOWNLOADER_EX, slot, args, 2)?, argument(&defs::IUPDATE_DOWNLOADER_EX, slot, args, 3)?))),
        19 => act(move || outcome(&defs::IUPDATE_DOWNLOADER_EX, slot, traits::IUpdateDownloaderEx::download2(this, caller, enumeration_argument(&defs::IUPDATE_DOWNLOADER_EX, slot, args, 0)?))),
        _ => call_i_update_downloader(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateEx`.
pub const fn i_update_ex<T: traits::IUpdateEx>() -> Family {
    Family {
        interface: &defs::IUPDATE_EX,
        dispatch: |object, caller, slot, args| call_i_update_ex(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_ex<T: traits::IUpdateEx>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        60 => act(move || outcome(&defs::IUPDATE_EX, slot, traits::IUpdateEx::extended_static_property(this, caller, argument(&defs::IUPDATE_EX, slot, args, 0)?))),
        61 => act(move || outcome(&defs::IUPDATE_EX, slot, traits::IUpdateEx::evaluate_extended_dynamic_property(this, caller, argument(&defs::IUPDATE_EX, slot, args, 0)?))),
        _ => call_i_update5(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateException`.
pub const fn i_update_exception<T: traits::IUpdateException>() -> Family {
    Family {
        interface: &defs::IUPDATE_EXCEPTION,
        dispatch: |object, caller, slot, args| call_i_update_exception(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_exception<T: traits::IUpdateException>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_EXCEPTION, slot, traits::IUpdateException::message(this, caller)),
        8 => outcome(&defs::IUPDATE_EXCEPTION, slot, traits::IUpdateException::hresult(this, caller)),
        9 => outcome(&defs::IUPDATE_EXCEPTION, slot, traits::IUpdateException::context(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateExceptionCollection`.
pub const fn i_update_exception_collection<T: traits::IUpdateExceptionCollection>() -> Family {
    Family {
        interface: &defs::IUPDATE_EXCEPTION_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_update_exception_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_exception_collection<T: traits::IUpdateExceptionCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IUPDATE_EXCEPTION_COLLECTION, slot, traits::IUpdateExceptionCollection::item(this, caller, argument(&defs::IUPDATE_EXCEPTION_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::IUPDATE_EXCEPTION_COLLECTION, slot, traits::IUpdateExceptionCollection::new_enum(this, caller)),
        9 => outcome(&defs::IUPDATE_EXCEPTION_COLLECTION, slot, traits::IUpdateExceptionCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateHistoryEntry`.
pub const fn i_update_history_entry<T: traits::IUpdateHistoryEntry>() -> Family {
    Family {
        interface: &defs::IUPDATE_HISTORY_ENTRY,
        dispatch: |object, caller, slot, args| call_i_update_history_entry(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_history_entry<T: traits::IUpdateHistoryEntry>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::operation(this, caller)),
        8 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::result_code(this, caller)),
        9 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::hresult(this, caller)),
        10 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::date(this, caller)),
        11 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::update_identity(this, caller)),
        12 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::title(this, caller)),
        13 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::description(this, caller)),
        14 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::unmapped_result_code(this, caller)),
        15 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::client_application_id(this, caller)),
        16 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::server_selection(this, caller)),
        17 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::service_id(this, caller)),
        18 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::uninstallation_steps(this, caller)),
        19 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::uninstallation_notes(this, caller)),
        20 => outcome(&defs::IUPDATE_HISTORY_ENTRY, slot, traits::IUpdateHistoryEntry::support_url(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateHistoryEntry2`.
pub const fn i_update_history_entry2<T: traits::IUpdateHistoryEntry2>() -> Family {
    Family {
        interface: &defs::IUPDATE_HISTORY_ENTRY2,
        dispatch: |object, caller, slot, args| call_i_update_history_entry2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_history_entry2<T: traits::IUpdateHistoryEntry2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        21 => outcome(&defs::IUPDATE_HISTORY_ENTRY2, slot, traits::IUpdateHistoryEntry2::categories(this, caller)),
        _ => call_i_update_history_entry(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateHistoryEntryCollection`.
pub const fn i_update_history_entry_collection<T: traits::IUpdateHistoryEntryCollection>() -> Family {
    Family {
        interface: &defs::IUPDATE_HISTORY_ENTRY_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_update_history_entry_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_history_entry_collection<T: traits::IUpdateHistoryEntryCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, slot, traits::IUpdateHistoryEntryCollection::item(this, caller, argument(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, slot, traits::IUpdateHistoryEntryCollection::new_enum(this, caller)),
        9 => outcome(&defs::IUPDATE_HISTORY_ENTRY_COLLECTION, slot, traits::IUpdateHistoryEntryCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateIdentity`.
pub const fn i_update_identity<T: traits::IUpdateIdentity>() -> Family {
    Family {
        interface: &defs::IUPDATE_IDENTITY,
        dispatch: |object, caller, slot, args| call_i_update_identity(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_identity<T: traits::IUpdateIdentity>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_IDENTITY, slot, traits::IUpdateIdentity::revision_number(this, caller)),
        8 => outcome(&defs::IUPDATE_IDENTITY, slot, traits::IUpdateIdentity::update_id(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateInstallationResult`.
pub const fn i_update_installation_result<T: traits::IUpdateInstallationResult>() -> Family {
    Family {
        interface: &defs::IUPDATE_INSTALLATION_RESULT,
        dispatch: |object, caller, slot, args| call_i_update_installation_result(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_installation_result<T: traits::IUpdateInstallationResult>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_INSTALLATION_RESULT, slot, traits::IUpdateInstallationResult::hresult(this, caller)),
        8 => outcome(&defs::IUPDATE_INSTALLATION_RESULT, slot, traits::IUpdateInstallationResult::reboot_required(this, caller)),
        9 => outcome(&defs::IUPDATE_INSTALLATION_RESULT, slot, traits::IUpdateInstallationResult::result_code(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateInstaller`.
pub const fn i_update_installer<T: traits::IUpdateInstaller>() -> Family {
    Family {
        interface: &defs::IUPDATE_INSTALLER,
        dispatch: |object, caller, slot, args| call_i_update_installer(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_installer<T: traits::IUpdateInstaller>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::client_application_id(this, caller)),
        8 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_client_application_id(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        9 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::is_forced(this, caller)),
        10 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_is_forced(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        11 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::parent_hwnd(this, caller)),
        12 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_parent_hwnd(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        13 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_parent_window(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        14 => unknown_outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::parent_window(this, caller)),
        15 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::updates(this, caller)),
        16 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_updates(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        17 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::begin_install(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?, argument(&defs::IUPDATE_INSTALLER, slot, args, 1)?, argument(&defs::IUPDATE_INSTALLER, slot, args, 2)?))),
        18 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::begin_uninstall(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?, argument(&defs::IUPDATE_INSTALLER, slot, args, 1)?, argument(&defs::IUPDATE_INSTALLER, slot, args, 2)?))),
        19 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::end_install(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        20 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::end_uninstall(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        21 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::install(this, caller))),
        22 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::run_wizard(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        23 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::is_busy(this, caller)),
        24 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::uninstall(this, caller))),
        25 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::allow_source_prompts(this, caller)),
        26 => act(move || outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::put_allow_source_prompts(this, caller, argument(&defs::IUPDATE_INSTALLER, slot, args, 0)?))),
        27 => outcome(&defs::IUPDATE_INSTALLER, slot, traits::IUpdateInstaller::reboot_required_before_installation(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateInstaller2`.
pub const fn i_update_installer2<T: traits::IUpdateInstaller2>() -> Family {
    Family {
        interface: &defs::IUPDATE_INSTALLER2,
        dispatch: |object, caller, slot, args| call_i_update_installer2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_installer2<T: traits::IUpdateInstaller2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        28 => outcome(&defs::IUPDATE_INSTALLER2, slot, traits::IUpdateInstaller2::force_quiet(this, caller)),
        29 => act(move || outcome(&defs::IUPDATE_INSTALLER2, slot, traits::IUpdateInstaller2::put_force_quiet(this, caller, argument(&defs::IUPDATE_INSTALLER2, slot, args, 0)?))),
        _ => call_i_update_installer(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateInstaller3`.
pub const fn i_update_installer3<T: traits::IUpdateInstaller3>() -> Family {
    Family {
        interface: &defs::IUPDATE_INSTALLER3,
        dispatch: |object, caller, slot, args| call_i_update_installer3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_installer3<T: traits::IUpdateInstaller3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        30 => outcome(&defs::IUPDATE_INSTALLER3, slot, traits::IUpdateInstaller3::attempt_close_apps_if_necessary(this, caller)),
        31 => act(move || outcome(&defs::IUPDATE_INSTALLER3, slot, traits::IUpdateInstaller3::put_attempt_close_apps_if_necessary(this, caller, argument(&defs::IUPDATE_INSTALLER3, slot, args, 0)?))),
        _ => call_i_update_installer2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateInstaller4`.
pub const fn i_update_installer4<T: traits::IUpdateInstaller4>() -> Family {
    Family {
        interface: &defs::IUPDATE_INSTALLER4,
        dispatch: |object, caller, slot, args| call_i_update_installer4(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_installer4<T: traits::IUpdateInstaller4>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        32 => act(move || outcome(&defs::IUPDATE_INSTALLER4, slot, traits::IUpdateInstaller4::commit(this, caller, argument(&defs::IUPDATE_INSTALLER4, slot, args, 0)?))),
        _ => call_i_update_installer3(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateLockdown`.
pub const fn i_update_lockdown<T: traits::IUpdateLockdown>() -> Family {
    Family {
        interface: &defs::IUPDATE_LOCKDOWN,
        dispatch: |object, caller, slot, args| call_i_update_lockdown(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_lockdown<T: traits::IUpdateLockdown>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        3 => act(move || outcome(&defs::IUPDATE_LOCKDOWN, slot, traits::IUpdateLockdown::lock_down(this, caller, argument(&defs::IUPDATE_LOCKDOWN, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateSearcher`.
pub const fn i_update_searcher<T: traits::IUpdateSearcher>() -> Family {
    Family {
        interface: &defs::IUPDATE_SEARCHER,
        dispatch: |object, caller, slot, args| call_i_update_searcher(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_searcher<T: traits::IUpdateSearcher>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::can_automatically_upgrade_service(this, caller)),
        8 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_can_automatically_upgrade_service(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        9 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::client_application_id(this, caller)),
        10 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_client_application_id(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        11 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::include_potentially_superseded_updates(this, caller)),
        12 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_include_potentially_superseded_updates(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        13 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::server_selection(this, caller)),
        14 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_server_selection(this, caller, enumeration_argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        15 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::begin_search(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?, argument(&defs::IUPDATE_SEARCHER, slot, args, 1)?, argument(&defs::IUPDATE_SEARCHER, slot, args, 2)?))),
        16 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::end_search(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        17 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::escape_string(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        18 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::query_history(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?, argument(&defs::IUPDATE_SEARCHER, slot, args, 1)?))),
        19 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::search(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        20 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::online(this, caller)),
        21 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_online(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        22 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::get_total_history_count(this, caller))),
        23 => outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::service_id(this, caller)),
        24 => act(move || outcome(&defs::IUPDATE_SEARCHER, slot, traits::IUpdateSearcher::put_service_id(this, caller, argument(&defs::IUPDATE_SEARCHER, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateSearcher2`.
pub const fn i_update_searcher2<T: traits::IUpdateSearcher2>() -> Family {
    Family {
        interface: &defs::IUPDATE_SEARCHER2,
        dispatch: |object, caller, slot, args| call_i_update_searcher2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_searcher2<T: traits::IUpdateSearcher2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        25 => outcome(&defs::IUPDATE_SEARCHER2, slot, traits::IUpdateSearcher2::ignore_download_priority(this, caller)),
        26 => act(move || outcome(&defs::IUPDATE_SEARCHER2, slot, traits::IUpdateSearcher2::put_ignore_download_priority(this, caller, argument(&defs::IUPDATE_SEARCHER2, slot, args, 0)?))),
        _ => call_i_update_searcher(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateSearcher3`.
pub const fn i_update_searcher3<T: traits::IUpdateSearcher3>() -> Family {
    Family {
        interface: &defs::IUPDATE_SEARCHER3,
        dispatch: |object, caller, slot, args| call_i_update_searcher3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_searcher3<T: traits::IUpdateSearcher3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        27 => outcome(&defs::IUPDATE_SEARCHER3, slot, traits::IUpdateSearcher3::search_scope(this, caller)),
        28 => act(move || outcome(&defs::IUPDATE_SEARCHER3, slot, traits::IUpdateSearcher3::put_search_scope(this, caller, enumeration_argument(&defs::IUPDATE_SEARCHER3, slot, args, 0)?))),
        _ => call_i_update_searcher2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateService`.
pub const fn i_update_service<T: traits::IUpdateService>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE,
        dispatch: |object, caller, slot, args| call_i_update_service(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service<T: traits::IUpdateService>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::name(this, caller)),
        8 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::content_validation_cert(this, caller)),
        9 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::expiration_date(this, caller)),
        10 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::is_managed(this, caller)),
        11 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::is_registered_with_au(this, caller)),
        12 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::issue_date(this, caller)),
        13 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::offers_windows_updates(this, caller)),
        14 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::redirect_urls(this, caller)),
        15 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::service_id(this, caller)),
        16 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::is_scan_package_service(this, caller)),
        17 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::can_register_with_au(this, caller)),
        18 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::service_url(this, caller)),
        19 => outcome(&defs::IUPDATE_SERVICE, slot, traits::IUpdateService::setup_prefix(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateService2`.
pub const fn i_update_service2<T: traits::IUpdateService2>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE2,
        dispatch: |object, caller, slot, args| call_i_update_service2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service2<T: traits::IUpdateService2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        20 => outcome(&defs::IUPDATE_SERVICE2, slot, traits::IUpdateService2::is_default_au_service(this, caller)),
        _ => call_i_update_service(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateServiceCollection`.
pub const fn i_update_service_collection<T: traits::IUpdateServiceCollection>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_update_service_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service_collection<T: traits::IUpdateServiceCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IUPDATE_SERVICE_COLLECTION, slot, traits::IUpdateServiceCollection::item(this, caller, argument(&defs::IUPDATE_SERVICE_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::IUPDATE_SERVICE_COLLECTION, slot, traits::IUpdateServiceCollection::new_enum(this, caller)),
        9 => outcome(&defs::IUPDATE_SERVICE_COLLECTION, slot, traits::IUpdateServiceCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateServiceManager`.
pub const fn i_update_service_manager<T: traits::IUpdateServiceManager>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE_MANAGER,
        dispatch: |object, caller, slot, args| call_i_update_service_manager(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service_manager<T: traits::IUpdateServiceManager>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::services(this, caller)),
        8 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::add_service(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 1)?))),
        9 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::register_service_with_au(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?))),
        10 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::remove_service(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?))),
        11 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::unregister_service_with_au(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?))),
        12 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::add_scan_package_service(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 1)?, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 2)?))),
        13 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER, slot, traits::IUpdateServiceManager::set_option(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 0)?, argument(&defs::IUPDATE_SERVICE_MANAGER, slot, args, 1)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateServiceManager2`.
pub const fn i_update_service_manager2<T: traits::IUpdateServiceManager2>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE_MANAGER2,
        dispatch: |object, caller, slot, args| call_i_update_service_manager2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service_manager2<T: traits::IUpdateServiceManager2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        14 => outcome(&defs::IUPDATE_SERVICE_MANAGER2, slot, traits::IUpdateServiceManager2::client_application_id(this, caller)),
        15 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER2, slot, traits::IUpdateServiceManager2::put_client_application_id(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER2, slot, args, 0)?))),
        16 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER2, slot, traits::IUpdateServiceManager2::query_service_registration(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER2, slot, args, 0)?))),
        17 => act(move || outcome(&defs::IUPDATE_SERVICE_MANAGER2, slot, traits::IUpdateServiceManager2::add_service2(this, caller, argument(&defs::IUPDATE_SERVICE_MANAGER2, slot, args, 0)?, argument(&defs::IUPDATE_SERVICE_MANAGER2, slot, args, 1)?, argument(&defs::IUPDATE_SERVICE_MANAGER2, slot, args, 2)?))),
        _ => call_i_update_service_manager(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateServiceRegistration`.
pub const fn i_update_service_registration<T: traits::IUpdateServiceRegistration>() -> Family {
    Family {
        interface: &defs::IUPDATE_SERVICE_REGISTRATION,
        dispatch: |object, caller, slot, args| call_i_update_service_registration(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_service_registration<T: traits::IUpdateServiceRegistration>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_SERVICE_REGISTRATION, slot, traits::IUpdateServiceRegistration::registration_state(this, caller)),
        8 => outcome(&defs::IUPDATE_SERVICE_REGISTRATION, slot, traits::IUpdateServiceRegistration::service_id(this, caller)),
        9 => outcome(&defs::IUPDATE_SERVICE_REGISTRATION, slot, traits::IUpdateServiceRegistration::is_pending_registration_with_au(this, caller)),
        10 => outcome(&defs::IUPDATE_SERVICE_REGISTRATION, slot, traits::IUpdateServiceRegistration::service(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateSession`.
pub const fn i_update_session<T: traits::IUpdateSession>() -> Family {
    Family {
        interface: &defs::IUPDATE_SESSION,
        dispatch: |object, caller, slot, args| call_i_update_session(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_session<T: traits::IUpdateSession>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::client_application_id(this, caller)),
        8 => act(move || outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::put_client_application_id(this, caller, argument(&defs::IUPDATE_SESSION, slot, args, 0)?))),
        9 => outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::read_only(this, caller)),
        10 => outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::web_proxy(this, caller)),
        11 => act(move || outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::put_web_proxy(this, caller, argument(&defs::IUPDATE_SESSION, slot, args, 0)?))),
        12 => act(move || outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::create_update_searcher(this, caller))),
        13 => act(move || outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::create_update_downloader(this, caller))),
        14 => act(move || outcome(&defs::IUPDATE_SESSION, slot, traits::IUpdateSession::create_update_installer(this, caller))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IUpdateSession2`.
pub const fn i_update_session2<T: traits::IUpdateSession2>() -> Family {
    Family {
        interface: &defs::IUPDATE_SESSION2,
        dispatch: |object, caller, slot, args| call_i_update_session2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_session2<T: traits::IUpdateSession2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        15 => outcome(&defs::IUPDATE_SESSION2, slot, traits::IUpdateSession2::user_locale(this, caller)),
        16 => act(move || outcome(&defs::IUPDATE_SESSION2, slot, traits::IUpdateSession2::put_user_locale(this, caller, argument(&defs::IUPDATE_SESSION2, slot, args, 0)?))),
        _ => call_i_update_session(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IUpdateSession3`.
pub const fn i_update_session3<T: traits::IUpdateSession3>() -> Family {
    Family {
        interface: &defs::IUPDATE_SESSION3,
        dispatch: |object, caller, slot, args| call_i_update_session3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_update_session3<T: traits::IUpdateSession3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        17 => act(move || outcome(&defs::IUPDATE_SESSION3, slot, traits::IUpdateSession3::create_update_service_manager(this, caller))),
        18 => act(move || outcome(&defs::IUPDATE_SESSION3, slot, traits::IUpdateSession3::query_history(this, caller, argument(&defs::IUPDATE_SESSION3, slot, args, 0)?, argument(&defs::IUPDATE_SESSION3, slot, args, 1)?, argument(&defs::IUPDATE_SESSION3, slot, args, 2)?))),
        _ => call_i_update_session2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWebProxy`.
pub const fn i_web_proxy<T: traits::IWebProxy>() -> Family {
    Family {
        interface: &defs::IWEB_PROXY,
        dispatch: |object, caller, slot, args| call_i_web_proxy(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_web_proxy<T: traits::IWebProxy>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::address(this, caller)),
        8 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::put_address(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        9 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::bypass_list(this, caller)),
        10 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::put_bypass_list(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        11 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::bypass_proxy_on_local(this, caller)),
        12 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::put_bypass_proxy_on_local(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        13 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::read_only(this, caller)),
        14 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::user_name(this, caller)),
        15 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::put_user_name(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        16 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::set_password(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        17 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::prompt_for_credentials(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?, argument(&defs::IWEB_PROXY, slot, args, 1)?))),
        18 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::prompt_for_credentials_from_hwnd(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?, argument(&defs::IWEB_PROXY, slot, args, 1)?))),
        19 => outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::auto_detect(this, caller)),
        20 => act(move || outcome(&defs::IWEB_PROXY, slot, traits::IWebProxy::put_auto_detect(this, caller, argument(&defs::IWEB_PROXY, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdate`.
pub const fn i_windows_driver_update<T: traits::IWindowsDriverUpdate>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update<T: traits::IWindowsDriverUpdate>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        52 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_class(this, caller)),
        53 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_hardware_id(this, caller)),
        54 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_manufacturer(this, caller)),
        55 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_model(this, caller)),
        56 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_provider(this, caller)),
        57 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::driver_ver_date(this, caller)),
        58 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::device_problem_number(this, caller)),
        59 => outcome(&defs::IWINDOWS_DRIVER_UPDATE, slot, traits::IWindowsDriverUpdate::device_status(this, caller)),
        _ => call_i_update(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdate2`.
pub const fn i_windows_driver_update2<T: traits::IWindowsDriverUpdate2>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE2,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update2(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update2<T: traits::IWindowsDriverUpdate2>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        60 => outcome(&defs::IWINDOWS_DRIVER_UPDATE2, slot, traits::IWindowsDriverUpdate2::reboot_required(this, caller)),
        61 => outcome(&defs::IWINDOWS_DRIVER_UPDATE2, slot, traits::IWindowsDriverUpdate2::is_present(this, caller)),
        62 => outcome(&defs::IWINDOWS_DRIVER_UPDATE2, slot, traits::IWindowsDriverUpdate2::cve_ids(this, caller)),
        63 => act(move || outcome(&defs::IWINDOWS_DRIVER_UPDATE2, slot, traits::IWindowsDriverUpdate2::copy_to_cache(this, caller, argument(&defs::IWINDOWS_DRIVER_UPDATE2, slot, args, 0)?))),
        _ => call_i_windows_driver_update(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdate3`.
pub const fn i_windows_driver_update3<T: traits::IWindowsDriverUpdate3>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE3,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update3(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update3<T: traits::IWindowsDriverUpdate3>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        64 => outcome(&defs::IWINDOWS_DRIVER_UPDATE3, slot, traits::IWindowsDriverUpdate3::browse_only(this, caller)),
        _ => call_i_windows_driver_update2(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdate4`.
pub const fn i_windows_driver_update4<T: traits::IWindowsDriverUpdate4>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE4,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update4(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update4<T: traits::IWindowsDriverUpdate4>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        65 => outcome(&defs::IWINDOWS_DRIVER_UPDATE4, slot, traits::IWindowsDriverUpdate4::windows_driver_update_entries(this, caller)),
        66 => outcome(&defs::IWINDOWS_DRIVER_UPDATE4, slot, traits::IWindowsDriverUpdate4::per_user(this, caller)),
        _ => call_i_windows_driver_update3(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdate5`.
pub const fn i_windows_driver_update5<T: traits::IWindowsDriverUpdate5>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE5,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update5(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update5<T: traits::IWindowsDriverUpdate5>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        67 => outcome(&defs::IWINDOWS_DRIVER_UPDATE5, slot, traits::IWindowsDriverUpdate5::auto_selection(this, caller)),
        68 => outcome(&defs::IWINDOWS_DRIVER_UPDATE5, slot, traits::IWindowsDriverUpdate5::auto_download(this, caller)),
        _ => call_i_windows_driver_update4(this, caller, slot, args),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdateEntry`.
pub const fn i_windows_driver_update_entry<T: traits::IWindowsDriverUpdateEntry>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE_ENTRY,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update_entry(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update_entry<T: traits::IWindowsDriverUpdateEntry>(this: &T, caller: &Caller, slot: Slot, _: &[Value]) -> Outcome {
    match slot.0 {
        7 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_class(this, caller)),
        8 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_hardware_id(this, caller)),
        9 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_manufacturer(this, caller)),
        10 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_model(this, caller)),
        11 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_provider(this, caller)),
        12 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::driver_ver_date(this, caller)),
        13 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::device_problem_number(this, caller)),
        14 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY, slot, traits::IWindowsDriverUpdateEntry::device_status(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IWindowsDriverUpdateEntryCollection`.
pub const fn i_windows_driver_update_entry_collection<T: traits::IWindowsDriverUpdateEntryCollection>() -> Family {
    Family {
        interface: &defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION,
        dispatch: |object, caller, slot, args| call_i_windows_driver_update_entry_collection(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_driver_update_entry_collection<T: traits::IWindowsDriverUpdateEntryCollection>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, slot, traits::IWindowsDriverUpdateEntryCollection::item(this, caller, argument(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, slot, args, 0)?))),
        8 => unknown_outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, slot, traits::IWindowsDriverUpdateEntryCollection::new_enum(this, caller)),
        9 => outcome(&defs::IWINDOWS_DRIVER_UPDATE_ENTRY_COLLECTION, slot, traits::IWindowsDriverUpdateEntryCollection::count(this, caller)),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}

/// The line of bases that ends in `IWindowsUpdateAgentInfo`.
pub const fn i_windows_update_agent_info<T: traits::IWindowsUpdateAgentInfo>() -> Family {
    Family {
        interface: &defs::IWINDOWS_UPDATE_AGENT_INFO,
        dispatch: |object, caller, slot, args| call_i_windows_update_agent_info(this::<T>(object)?, caller, slot, args),
    }
}

fn call_i_windows_update_agent_info<T: traits::IWindowsUpdateAgentInfo>(this: &T, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match slot.0 {
        7 => act(move || outcome(&defs::IWINDOWS_UPDATE_AGENT_INFO, slot, traits::IWindowsUpdateAgentInfo::get_info(this, caller, argument(&defs::IWINDOWS_UPDATE_AGENT_INFO, slot, args, 0)?))),
        _ => Err(Error::from(code::DISP_E_MEMBERNOTFOUND)),
    }
}
