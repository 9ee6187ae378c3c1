using System.Text.RegularExpressions;

namespace Synter.Domain.Vault;

/// <summary>The forms of well-known keys, for refusing and for masking them. A form that is added here is known to both.</summary>
internal static partial class KeyFormats
{
    // AWS, Google (key, OAuth), OpenAI and Anthropic, GitHub, GitLab, Slack (token, web hook), Stripe, Meta, X bearer, npm,
    // Hugging Face, SendGrid, PostHog, Telegram, a JWT, a PEM key, an Argon2 hash, a password in an address, an Authorization header.
    [GeneratedRegex("""
        \b(AKIA|ASIA)[0-9A-Z]{16}\b
        |\bAIza[0-9A-Za-z_-]{35}
        |\bya29\.[0-9A-Za-z_-]{20,}
        |\bGOCSPX-[0-9A-Za-z_-]{20,}
        |\bsk-[0-9A-Za-z_-]{20,}
        |\bgh[opsru]_[0-9A-Za-z]{36,}
        |\bgithub_pat_[0-9A-Za-z_]{22,}
        |\bglpat-[0-9A-Za-z_-]{20,}
        |\bxox[abeoprs]-[0-9A-Za-z-]{10,}
        |\bhooks\.slack\.com/services/[0-9A-Za-z/]{20,}
        |\b([rs]k_(live|test)|whsec)_[0-9A-Za-z]{16,}
        |\bEAA[0-9A-Za-z]{20,}
        |\bA{16,}[0-9B-Zb-z%][0-9A-Za-z%]{19,}
        |\bnpm_[0-9A-Za-z]{36}
        |\bhf_[0-9A-Za-z]{30,}
        |\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}
        |\bph[xs]_[0-9A-Za-z]{20,}
        |\b[0-9]{8,10}:[0-9A-Za-z_-]{35}\b
        |\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*
        |-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----([^-]*-----END[ ][A-Z ]*PRIVATE[ ]KEY-----)?
        |\$argon2(id|i|d)\$[0-9A-Za-z=,$+/.]+
        |\b[a-z][a-z0-9+.-]*://[^\s:/?\#@]*:[^\s:/?\#@\[]+@
        |\b[Bb]earer[ ][0-9A-Za-z._~+/-]{16,}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    public static partial Regex Known();
}
