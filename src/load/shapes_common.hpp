// Shapes that many sections of the language share.
#pragma once

#include "load/shape.hpp"
#include "load/short_forms.hpp"

namespace devstack::load::shapes {

inline constexpr Kinds kTakesScalar = kTakesBool | kTakesNumber | kTakesString;

inline constexpr Shape kAny{};
inline constexpr Shape kString{.takes = kTakesString};
inline constexpr Shape kNullableString{.takes = kTakesString | kTakesNull};
inline constexpr Shape kBoolean{.takes = kTakesBool | kTakesString, .cast = Cast::kBoolean};
/// The same, but a variable in a string is not enough.
inline constexpr Shape kStrictBoolean{.takes = kTakesBool, .cast = Cast::kBoolean};
inline constexpr Shape kStrictInteger{.takes = kTakesInt, .cast = Cast::kInteger};
inline constexpr Shape kStrictNumber{.takes = kTakesNumber, .cast = Cast::kInteger};
inline constexpr Shape kInteger{.takes = kTakesInt | kTakesString, .cast = Cast::kInteger};
inline constexpr Shape kWholeNumber{.takes = kTakesNumber | kTakesString, .cast = Cast::kInteger};
inline constexpr Shape kNumber{.takes = kTakesNumber | kTakesString, .cast = Cast::kNumber};
inline constexpr Shape kDuration{.takes = kTakesString, .cast = Cast::kDuration};
inline constexpr Shape kSize{.takes = kTakesNumber | kTakesString, .cast = Cast::kSize};
inline constexpr Shape kTextSize{.takes = kTakesString, .cast = Cast::kSize};
inline constexpr Shape kFileMode{.takes = kTakesNumber | kTakesString, .cast = Cast::kFileMode};
inline constexpr Shape kText{.takes = kTakesNumber | kTakesString, .cast = Cast::kText};
inline constexpr Shape kWholeText{.takes = kTakesInt | kTakesString, .cast = Cast::kText};
inline constexpr Shape kBooleanText{.takes = kTakesBool | kTakesString, .cast = Cast::kText};
inline constexpr Shape kVariable{.takes = kTakesScalar | kTakesNull, .cast = Cast::kText};
inline constexpr Shape kLabel{.takes = kTakesScalar | kTakesNull, .cast = Cast::kTextOrEmpty};
inline constexpr Shape kOption{.takes = kTakesNumber | kTakesString | kTakesNull,
                               .cast = Cast::kTextOrEmpty};

inline constexpr Shape kStrings{.takes = kTakesList, .items = &kString};
inline constexpr Shape kUniqueStrings{.takes = kTakesList, .items = &kString, .unique_items = true};
inline constexpr Shape kStringOrList{.takes = kTakesString | kTakesList,
                                     .items = &kString,
                                     .unique_items = true,
                                     .expand = expand_list};
inline constexpr Shape kTexts{.takes = kTakesList, .items = &kWholeText, .unique_items = true};
inline constexpr Shape kDriverOptions{.takes = kTakesMap, .values = &kText};
inline constexpr Shape kOptions{.takes = kTakesMap, .values = &kOption};
inline constexpr Shape kStringMap{.takes = kTakesMap, .values = &kString, .keys = Keys::kNotEmpty};

/// A list's items are strings, a mapping's values any scalar.
inline constexpr Shape kVariables{.takes = kTakesList | kTakesMap,
                                  .items = &kString,
                                  .values = &kVariable,
                                  .keys = Keys::kNotEmpty,
                                  .unique_items = true,
                                  .expand = expand_variables};
inline constexpr Shape kLabels{.takes = kTakesList | kTakesMap,
                               .items = &kString,
                               .values = &kLabel,
                               .keys = Keys::kNotEmpty,
                               .unique_items = true,
                               .expand = expand_labels};
inline constexpr Shape kCommand{
    .takes = kTakesNull | kTakesString | kTakesList, .items = &kString, .expand = expand_command};

inline constexpr Shape kHostAddresses{.takes = kTakesString | kTakesList, .items = &kString};
inline constexpr Shape kExtraHosts{.takes = kTakesList | kTakesMap,
                                   .items = &kString,
                                   .values = &kHostAddresses,
                                   .keys = Keys::kNotEmpty,
                                   .unique_items = true,
                                   .expand = expand_extra_hosts};

inline constexpr Field kUlimitFields[] = {
    {.key = "soft", .shape = &kInteger, .presence = Presence::kOmitZeroInJson, .required = true},
    {.key = "hard", .shape = &kInteger, .presence = Presence::kOmitZeroInJson, .required = true},
};
inline constexpr Shape kUlimit{.takes = kTakesInt | kTakesString | kTakesMap,
                               .cast = Cast::kInteger,
                               .fields = kUlimitFields,
                               .expand = expand_ulimit};
inline constexpr Shape kUlimits{.takes = kTakesMap, .values = &kUlimit};

inline constexpr Field kFileReferenceFields[] = {
    {.key = "source", .shape = &kString},
    {.key = "target", .shape = &kString},
    {.key = "uid", .shape = &kString},
    {.key = "gid", .shape = &kString},
    {.key = "mode", .shape = &kFileMode, .presence = Presence::kOmitNull},
};
inline constexpr Shape kFileReference{.takes = kTakesString | kTakesMap,
                                      .fields = kFileReferenceFields,
                                      .expand = expand_file_reference};
inline constexpr Shape kSecretReference{.takes = kTakesString | kTakesMap,
                                        .fields = kFileReferenceFields,
                                        .expand = expand_secret_reference};
inline constexpr Shape kFileReferences{.takes = kTakesList, .items = &kFileReference};
inline constexpr Shape kSecretReferences{.takes = kTakesList, .items = &kSecretReference};

inline constexpr Shape kDeviceCount{.takes = kTakesInt | kTakesString, .cast = Cast::kCount};
inline constexpr Field kDeviceRequestFields[] = {
    {.key = "capabilities", .shape = &kUniqueStrings},
    {.key = "driver", .shape = &kString},
    {.key = "count", .shape = &kDeviceCount},
    {.key = "device_ids", .shape = &kUniqueStrings},
    {.key = "options", .shape = &kLabels},
};
inline constexpr Shape kDeviceRequest{
    .takes = kTakesMap, .fields = kDeviceRequestFields, .expand = expand_device_request};
inline constexpr Shape kDeviceRequests{.takes = kTakesList, .items = &kDeviceRequest};

}  // namespace devstack::load::shapes
