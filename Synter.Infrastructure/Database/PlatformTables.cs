namespace Synter.Infrastructure.Database;

/// <summary>
/// The tables that carry a workspace and yet no row-level security, and why. Everything else with a
/// <c>workspace_id</c> must be a tenant table.
/// </summary>
public static class PlatformTables
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["public.personal_tokens"] = "found by the token's hash, before it is known whose workspace it is",
        ["public.magic_links"] = "found by the token's hash; the workspace is the one to be joined",
        ["public.pending_sign_ins"] = "found by the token's hash, before anybody is signed in",
        ["public.sessions"] = "found by the token's hash, before it is known whose workspace it is",
    };
}
