//! The contract of the store: one list of cases, each run on both databases.
//!
//! A case is a sentence about `Store`; the API tests cover the responses over HTTP.

mod contract {
    pub mod demo;
    pub mod entries {
        pub mod deletes;
        pub mod lists;
        pub mod noted;
        pub mod reading;
    }
    pub mod ledger;
    pub mod people {
        pub mod accounts;
        pub mod care_team;
        pub mod enrolment;
        pub mod forms;
        pub mod getting_in;
        pub mod phones;
        pub mod sign_ins;
    }
    pub mod reminders {
        pub mod before_sessions;
        pub mod habits;
        pub mod sending;
    }
    pub mod restore {
        pub mod beats;
        pub mod rollback;
    }
    pub mod schedule {
        pub mod calendar;
        pub mod leading;
        pub mod series;
        pub mod sessions;
    }
    pub mod sharing {
        pub mod settings;
        pub mod shares;
    }
    pub mod sync {
        pub mod batches;
        pub mod feed;
        pub mod numbering;
        pub mod operations;
    }

    // A list names a case by its file.
    pub use self::{entries::*, people::*, reminders::*, restore::*, schedule::*, sharing::*, sync::*};
}

/// Generates every case once per database.
macro_rules! on_both {
    ($($file:ident { $($case:ident),* $(,)? })*) => {
        mod sqlite {$($(
            #[tokio::test]
            async fn $case() -> anyhow::Result<()> { crate::contract::$file::$case(tests::Db::Sqlite).await }
        )*)*}
        mod postgres {$($(
            #[tokio::test]
            async fn $case() -> anyhow::Result<()> { crate::contract::$file::$case(tests::Db::Postgres).await }
        )*)*}
    };
}

on_both! {
    numbering {
        a_replayed_request_changes_nothing_and_gets_the_same_verdicts,
        a_number_used_for_another_operation_is_a_fork,
        a_journal_behind_the_server_is_a_fork,
        a_journal_written_by_another_phone_is_a_fork,
        missing_numbers_are_a_gap_that_names_the_expected_one,
        acknowledged_verdicts_are_forgotten_and_their_numbers_stay_used,
        an_unknown_epoch_is_refused_and_nothing_is_taken,
        a_journal_of_somebody_else_is_refused,
        too_many_and_too_large_batches_are_refused_whole,
        two_connections_sending_the_same_batch_store_it_once,
    }
    operations {
        an_unknown_schema_is_rejected_and_the_sequence_moves_on,
        what_is_newer_than_the_server_is_told_later,
        one_invalid_operation_in_twenty_harms_nobody,
        one_operation_that_the_database_refuses_harms_nobody,
        a_revision_sent_again_under_another_number_is_not_doubled,
        a_revision_id_that_is_taken_is_rejected,
        a_new_recovery_code_replaces_the_old_one_for_good,
    }
    batches {
        an_entry_edited_twice_in_one_batch_has_one_row_and_both_edits_in_order,
        an_entry_written_deleted_and_edited_blindly_in_one_batch_keeps_the_edit,
        known_revisions_beside_new_ones_and_the_same_one_twice_double_nothing,
        a_share_of_a_revision_of_the_same_batch_opens,
        a_refused_operation_in_the_middle_harms_nothing_that_builds_on_each_other,
        answered_and_new_operations_in_one_batch_are_answered_in_their_order,
        any_batch_does_what_its_operations_do_one_after_the_other,
        a_batch_that_numbers_one_operation_twice_is_refused_whole,
    }
    shares {
        a_share_opens_over_the_version_it_names_and_only_there,
        an_unshare_always_applies_even_blindly,
        a_share_sent_again_after_an_unshare_stays_closed,
        only_a_known_living_revision_can_be_shared,
        a_shared_copy_is_unreadable_in_the_database,
    }
    settings {
        a_default_is_turned_on_over_the_version_it_names_and_off_always,
        a_default_turned_on_again_after_it_was_turned_off_stays_off,
        a_share_that_a_default_made_opens_only_under_that_very_setting,
        a_share_that_the_participant_made_asks_for_no_default,
        only_a_phone_that_was_vouched_for_turns_a_default_on,
        documents_have_no_default,
        every_phone_is_told_of_every_default,
        a_restore_turns_every_default_off_for_what_was_made_before_it,
    }
    deletes {
        a_deletion_erases_what_it_saw_and_closes_the_share,
        an_edit_that_a_deletion_had_not_seen_survives_private,
        a_revision_that_arrives_after_its_deletion_is_not_kept,
        an_unvouched_phone_deletes_only_what_it_wrote,
        an_unvouched_phones_delete_of_what_it_did_not_write_still_closes_the_share,
    }
    feed {
        own_changes_come_back_without_bodies_and_foreign_ones_with_them,
        turning_pages_while_rows_move_misses_nothing,
        an_edited_object_has_one_row,
        a_cursor_that_was_altered_or_given_to_somebody_else_is_refused,
        what_the_phone_adds_up_is_the_digest,
        a_topic_that_this_server_does_not_know_stops_nobody,
    }
    series {
        a_series_becomes_sessions_and_phones_are_told_of_five_weeks,
        telling_again_changes_nothing_and_what_was_left_behind_is_taken_up,
        a_session_that_stays_on_its_day_keeps_its_id_and_what_has_begun_stays_as_it_was,
        this_and_following_becomes_a_series_of_its_own_with_the_same_sessions,
        a_holiday_takes_sessions_away_and_gives_them_back,
        a_moved_and_a_cancelled_session_are_told_with_the_reason,
        who_leaves_the_track_or_the_program_is_called_off,
        the_weeks_are_told_and_follow_the_zone_of_the_program,
        what_sessions_are_called_is_unreadable_in_the_database,
    }
    sessions {
        an_answer_is_applied_once_and_the_latest_that_arrives_counts,
        a_session_of_somebody_else_cannot_be_answered,
        a_make_up_is_asked_only_for_what_was_lost_and_answered_once,
        only_who_may_see_a_participant_says_whether_they_came,
        two_programs_share_nothing,
    }
    leading {
        what_has_begun_keeps_the_leader_it_began_with,
        a_leader_reads_only_while_the_account_and_its_role_do,
        only_who_may_give_the_lead_sets_a_leader,
        a_plan_adds_only_people_of_whoever_saves_it,
        who_leads_one_session_takes_no_track_into_the_series,
        who_comes_to_lead_is_in_the_ledger_of_each_attendee,
    }
    rollback {
        a_cursor_beyond_the_feed_proves_a_rollback,
        a_database_behind_its_generation_begins_a_new_epoch_with_shares_closed,
        a_revoked_device_stays_revoked_after_a_restore,
        disabled_staff_and_people_who_left_stay_out_after_a_restore,
        an_invitation_does_not_outlive_a_restore,
        a_restart_alone_changes_no_epoch,
        a_database_without_its_key_file_does_not_open,
    }
    beats {
        restarts_kills_and_commands_change_no_epoch,
        servers_on_one_database_do_not_alarm_each_other,
        an_older_token_is_a_restore_at_the_start_and_at_the_next_beat,
        servers_that_notice_at_once_begin_one_epoch,
        a_key_without_its_notes_proves_nothing,
        a_database_that_lies_elsewhere_holds_staff_after_an_unclean_end_only,
        a_new_epoch_gives_every_share_a_new_version_and_ends_every_link,
    }
    enrolment {
        wrong_expired_and_used_codes_look_alike,
        a_phone_is_in_only_after_staff_confirmed_the_number,
        a_refused_phone_and_a_late_confirmation_stay_outside,
        a_lost_answer_does_not_cost_the_code,
        the_first_phone_is_vouched_for_and_vouches_for_others,
        a_participant_who_left_gets_no_phone_in,
        a_code_of_eight_characters_that_an_older_version_made_lives_out_its_ten_minutes,
        reading_tells_what_a_code_and_a_ticket_are_good_for,
    }
    sign_ins {
        participants_stay_signed_in_for_thirty_idle_and_a_hundred_and_eighty_days,
        staff_stay_signed_in_for_fifteen_idle_minutes_and_twelve_hours,
        a_revoked_phone_hears_so_even_when_its_sign_in_has_run_out,
        a_sign_in_that_ended_while_the_request_was_under_way_takes_nothing,
        what_only_reads_goes_on_when_a_minute_ends_between_the_guard_and_the_use_case,
    }
    accounts {
        a_disabled_account_gets_in_by_nothing_and_its_people_are_handed_over,
        people_are_handed_over_to_somebody_who_may_read_and_to_nobody_else,
        a_hand_over_takes_a_hundred_people_at_a_time_and_again_changes_nothing,
        a_new_invitation_to_an_account_ends_every_other_way_in,
        nobody_takes_the_last_carer_off_a_team,
        whoever_is_cared_for_keeps_a_carer_through_any_acts,
        two_carers_who_go_at_once_do_not_both_go,
    }
    forms {
        a_form_is_taken_with_its_act_once_or_not_at_all,
        an_act_over_another_version_does_nothing,
        what_arrives_after_the_end_is_kept_sealed_for_its_account_and_a_day,
    }
    ledger {
        the_chain_of_a_participant_verifies_and_names_staff,
        names_are_unreadable_in_the_database,
    }
    habits {
        settings_reach_every_phone_and_an_act_is_applied_once,
        a_habit_is_planned_two_days_ahead_and_planning_again_doubles_nothing,
        a_habit_whose_time_went_by_while_nothing_ran_is_over_and_was_not_called_off,
        a_habit_that_ended_or_moved_leaves_nothing_waiting_at_its_old_times,
        turning_a_kind_off_empties_what_waits_and_on_again_brings_it_back,
        habits_follow_the_phone_that_moved_and_two_phones_do_not_quarrel,
        what_is_asked_for_once_is_there_once_and_late_it_is_over,
        done_ends_all_about_the_same_thing_that_is_due_before_it_expires,
        a_snooze_stays_inside_the_window_and_the_latest_arrival_counts,
        what_the_phone_adds_up_is_the_digest_with_reminders_too,
    }
    sending {
        what_is_due_is_sent_once_and_says_where_it_went,
        what_is_done_paused_off_or_quiet_is_never_sent,
        quiet_hours_defer_to_their_end_and_a_pause_to_its_day,
        what_quiet_hours_held_back_comes_when_they_are_changed,
        a_snoozed_reminder_comes_again_then_and_only_then,
        a_digest_comes_once_a_day_for_what_is_not_done,
        a_lease_is_one_servers_until_it_runs_out,
        an_endpoint_has_one_owner_and_leaves_with_its_phone,
        without_a_phone_the_inbox_says_so,
        a_test_comes_to_the_phone_that_asked_even_at_quiet_hours,
    }
    before_sessions {
        every_lead_comes_earlier_by_the_way_there_and_never_in_the_past,
        a_moved_session_says_so_at_once_and_reminds_at_its_new_time_only,
        a_cancelled_session_says_so_once_and_reminds_of_nothing,
        a_session_that_was_answered_reminds_no_more,
        an_answer_that_was_taken_back_reminds_again,
        f23_a_change_in_quiet_hours_comes_without_sound_before_one_leaves_and_never_once_it_begins,
        f23_a_cancellation_in_quiet_hours_waits_for_their_end_or_until_one_leaves,
        f23_a_session_that_is_put_off_is_told_before_one_leaves_for_its_old_time,
        f23_a_new_room_or_link_is_told_once_and_a_new_title_is_not,
        f23_a_session_added_within_the_lead_is_told_once,
        f5_one_act_is_one_notification_and_the_inbox_lists_the_dates,
    }
    reading {
        a_list_names_the_readers_people_and_says_so_once_a_day,
        the_inbox_holds_what_was_not_opened,
        a_page_shows_copies_only_of_what_the_reader_has_read,
        a_read_is_in_the_ledger_each_time_and_first_once,
        what_is_not_shared_not_there_or_not_theirs_looks_alike,
        a_reply_reaches_the_phone_and_is_sealed,
        an_admin_of_a_care_team_sees_names_and_no_entries,
    }
    lists {
        what_is_new_is_what_is_open_and_unread_after_any_acts,
        what_was_new_before_the_index_is_new_in_it,
        the_pages_of_a_list_hold_every_entry_once_whatever_arrives_meanwhile,
        a_hundred_are_counted_and_a_new_carer_begins_with_the_newest_hundred,
    }
    noted {
        nobody_is_in_a_list_before_the_ledger_says_so,
        what_follows_a_ledger_row_asks_again_who_may_see_it,
        around_an_entry_are_the_others_and_copies_only_of_what_was_read,
        the_ledger_comes_in_pages_or_whole,
    }
    getting_in {
        a_demo_link_signs_in_once_and_a_newer_one_ends_it,
        an_invitation_and_a_ceremony_make_one_passkey,
        a_passkey_signs_in_once_per_ceremony_and_keeps_its_newest_state,
    }
    care_team {
        the_team_names_everybody_who_could_be_on_it,
        who_is_discharged_is_seen_by_nobody,
        an_act_needs_the_role_the_membership_and_the_relation,
    }
    phones {
        a_code_is_open_until_it_is_typed_or_runs_out,
        staff_revoke_a_phone_of_their_people_only,
    }
    calendar {
        what_a_participant_is_told_is_the_same_beside_the_app,
        a_new_calendar_address_ends_the_old_one,
        one_persons_sessions_are_shown_to_their_care_team,
        a_zone_kept_from_the_machine_is_that_of_new_series,
    }
    demo {
        a_demo_is_remembered,
        an_invented_entry_lies_in_the_past_and_may_have_been_read,
        an_invented_schedule_began_before_today,
    }
}
