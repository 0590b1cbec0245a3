// "devstack-state 1 <sha256 of the rest>\n", then "key\tvalue\n"; tab, newline and backslash are
// escaped inside both.
#include "host/record_codec.hpp"

#include "devstack/base/hash.hpp"
#include "devstack/base/text.hpp"

namespace devstack::host {
namespace {

constexpr std::string_view kHeader = "devstack-state 1 ";

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char escaped = text[++i];
    out += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
  }
  return out;
}

}  // namespace

std::string encode_record(const StateStore::Record& record) {
  std::string body;
  for (const auto& [key, value] : record) {
    append_escaped(body, key);
    body += '\t';
    append_escaped(body, value);
    body += '\n';
  }
  return std::string(kHeader) + sha256_hex(body) + "\n" + body;
}

std::optional<StateStore::Record> decode_record(std::string_view text) {
  const auto newline = text.find('\n');
  if (!text.starts_with(kHeader) || newline == std::string_view::npos) return std::nullopt;
  const std::string_view checksum = text.substr(kHeader.size(), newline - kHeader.size());
  const std::string_view body = text.substr(newline + 1);
  if (checksum != sha256_hex(body)) return std::nullopt;
  StateStore::Record record;
  for (const std::string_view line : split(body, '\n')) {
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    record.insert_or_assign(unescape(line.substr(0, tab)), unescape(line.substr(tab + 1)));
  }
  return record;
}

}  // namespace devstack::host
