// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusSwiftFrontEnd

extension RateLimitSettings {
    /// `[filter:ratelimit]`.
    init(_ section: inout SectionReader) {
        self.init()
        accountRate = section.number("account_ratelimit", in: 0...1e9) ?? accountRate
        containerSteps = section.steps("container_ratelimit_")
        listingSteps = section.steps("container_listing_ratelimit_")
        unlimitedAccounts = Set(section.list("account_whitelist") ?? [])
        refusedAccounts = Set(section.list("account_blacklist") ?? [])
        longestDelay =
            section.duration("max_sleep_time_seconds", in: .zero ... .seconds(3600))
            ?? longestDelay
        buffer = section.duration("rate_buffer_seconds", in: .zero ... .seconds(3600)) ?? buffer
        section.ignore("use", "log_sleep_time_seconds", "clock_accuracy")
    }
}

extension ReadOnlySettings {
    /// `[filter:read_only]`.
    init(_ section: inout SectionReader) {
        self.init()
        isEverywhere = section.boolean("read_only") ?? isEverywhere
        allowsDeletes = section.boolean("allow_deletes") ?? allowsDeletes
        section.ignore("use")
    }
}

extension NameCheckSettings {
    /// `[filter:name_check]`.
    init(_ section: inout SectionReader) {
        self.init()
        forbiddenCharacters = section.text("forbidden_chars") ?? forbiddenCharacters
        lengthLimitBytes = section.integer("maximum_length", in: 1...8192) ?? lengthLimitBytes
        if let pattern = section.text("forbidden_regexp") {
            if Self.isPattern(pattern) {
                forbiddenPattern = pattern
            } else {
                section.complain("forbidden_regexp", "is a regular expression, not \(pattern)")
            }
        }
        section.ignore("use")
    }
}

extension SectionReader {
    /// Options that end in the size of a container, with a rate each.
    fileprivate mutating func steps(_ prefix: String) -> [RateLimitSettings.Step] {
        var steps: [RateLimitSettings.Step] = []
        for (rest, entry) in entries(prefix: prefix) {
            guard let size = UInt64(rest), let rate = Double(entry.value), rate >= 0,
                rate.isFinite
            else {
                complain(at: entry.line, "\(prefix)SIZE is a number of requests a second")
                continue
            }
            steps.append(.init(containerSize: size, rate: rate))
        }
        return steps
    }
}
