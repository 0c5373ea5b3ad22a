// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArguments
import ApusBytes
import ApusHTTP
import ApusSwiftClient

/// `apus list`
struct ListCommand {
    let context: CommandContext

    private var isHuman: Bool { context.arguments[CommandOptions.human] }
    private var isLong: Bool { context.arguments[CommandOptions.List.long] || isHuman }
    private var showsVersions: Bool { context.arguments[CommandOptions.versions] }
    private var showsOnlyTotals: Bool { context.arguments[CommandOptions.List.totals] }

    func run() async throws {
        let names = context.names
        var options = ListOptions()
        options.prefix = context.arguments[CommandOptions.prefix]
        options.delimiter = context.arguments[CommandOptions.List.delimiter]
        options.versions = showsVersions
        options.long = isLong
        options.headers = context.arguments[CommandOptions.headers]
        if options.delimiter != nil, names.isEmpty {
            throw Refusal("-d option only allowed for container listings")
        }
        if showsVersions, names.isEmpty {
            throw Refusal("--versions option only allowed for container listings")
        }
        if showsOnlyTotals, !isLong {
            throw Refusal("Listing totals only works with -l or --lh.")
        }
        guard names.count <= 1, !(names.first ?? "").contains("/") else {
            return await context.usageError()
        }
        let chosen = options
        try await context.withService { service in
            let pages = service.list(container: names.first, options: chosen)
            if context.writesJSONLines {
                for try await page in pages {
                    for item in items(of: page) { try await context.printLine(item) }
                }
            } else if context.arguments[CommandOptions.json] {
                try await printJSON(pages)
            } else {
                try await printText(pages, isAccount: names.isEmpty)
            }
        }
    }

    // MARK: Text

    private func printText(_ pages: ServiceResults<ListPage>, isAccount: Bool) async throws {
        var count: UInt64 = 0
        var bytes: UInt64 = 0
        // Looked up once rather than for every row.
        let showsOnly = showsOnlyTotals
        let row =
            isLong || showsVersions
            ? ObjectRowWriter(isHuman: isHuman, showsVersions: showsVersions) : nil
        for try await page in pages {
            var text = ByteWriter(capacity: 64 * 1024)
            switch page {
            case .account(let listing, let details):
                for entry in listing.entries {
                    if case .container(let container) = entry {
                        count = count.adding(container.count)
                        bytes = bytes.adding(container.bytes)
                    }
                    guard !showsOnlyTotals else { continue }
                    text.append(line(entry, details))
                    text.append(UInt8(ascii: "\n"))
                }
            case .container(let listing):
                for entry in listing.entries {
                    if case .object(let object) = entry { bytes = bytes.adding(object.bytes) }
                    guard !showsOnly else { continue }
                    if let row {
                        row.append(entry, to: &text)
                    } else {
                        text.append(entry.name)
                    }
                    text.append(UInt8(ascii: "\n"))
                }
            }
            try await context.output.printRaw(text.finish())
        }
        guard isLong else { return }
        let total = ByteCountFormat.text(bytes, human: isHuman)
        if isAccount {
            let objects = ByteCountFormat.text(count, human: true)
            try await context.output.print("\(objects.leftPadded(to: 12)) \(total)")
        } else {
            try await context.output.print(total)
        }
    }

    private func line(
        _ entry: AccountListing.Entry, _ details: [String: Headers]
    ) -> String {
        guard isLong, case .container(let container) = entry else { return entry.name }
        let known = details[container.name].map(ContainerDetails.init)
        let size = ByteCountFormat.text(container.bytes, human: isHuman)
        let policy = (known?.policy ?? "???").rightPadded(to: 15)
        return "\(String(container.count).leftPadded(to: 12)) \(size) "
            + "\(known?.createdText ?? "????-??-?? ??:??:??") \(policy) \(container.name)"
    }

    // MARK: JSON

    private func printJSON(_ pages: ServiceResults<ListPage>) async throws {
        var isFirst = true
        for try await page in pages {
            var text = ByteWriter(capacity: 256 * 1024)
            for item in items(of: page) {
                text.append(isFirst ? "[\n  " : ",\n  ")
                isFirst = false
                text.append(PythonText.json(item, depth: 1))
            }
            try await context.output.printRaw(text.finish())
        }
        try await context.output.print(isFirst ? "[]" : "\n]")
    }

    private func items(of page: ListPage) -> [JSONValue] {
        switch page {
        case .account(let listing, let details):
            listing.entries.map { $0.document(details: isLong ? details[$0.name] : nil) }
        case .container(let listing): listing.entries.map { $0.document() }
        }
    }
}
