using System.Text.RegularExpressions;

namespace Synter.Domain.Vault;

/// <summary>
/// Masks secrets in text that is about to be logged or shown. A second line behind the types that never give a secret out: one in no
/// known form and under an innocent name passes.
/// </summary>
public static partial class Redaction
{
    public const string Mask = "[secret]";

    /// <summary>
    /// The text with every well-known key masked, and the value after each telling name (<c>api_key=…</c>,
    /// <c>"password":"…"</c>, <c>Authorization: Bearer …</c>). The same instance when there is none.
    /// </summary>
    public static string Redact(string text)
    {
        var named = Named().Replace(text, static m => m.Groups["head"].Value + Mask);
        var addresses = PasswordInAddress().Replace(named, static m => m.Groups["head"].Value + Mask + "@");
        return KeyFormats.Known().Replace(addresses, Mask);
    }

    // A reference is no secret, and a mask is not masked again.
    [GeneratedRegex("""
        (?<head>
            \b(?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:bearer|basic|oauth)\s+
          | \b(?:[a-z0-9]+[_-])*(?:(?:access|refresh|auth|id|bearer)[_-]?token|token[_-]?secret|token
              |(?:client|app|api|consumer)[_-]?secret|secret[_-]?key|secret
              |(?:api|access|private)[_-]?key|password|passwd|pwd|passphrase)["']?\s*[:=]\s*["']?
        )
        (?!\[secret\]|cred_[0-9a-f]{32}\b|bearer\s|basic\s|oauth\s)[^\s"'&,;<>}\]]{4,}
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<head>\b[a-z][a-z0-9+.-]{0,20}://[^\s:/?#@]{0,100}:)[^\s:/?#@]{1,200}@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInAddress();
}
