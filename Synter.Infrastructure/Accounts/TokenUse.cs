namespace Synter.Infrastructure.Accounts;

/// <summary>Where a session's token is kept.</summary>
public enum TokenUse
{
    /// <summary>In a browser's cookie. Renewed as it goes.</summary>
    Cookie,

    /// <summary>With a program, which trades it for an access token. Renewed each time it is used.</summary>
    Refresh,
}
