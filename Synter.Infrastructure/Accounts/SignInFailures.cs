namespace Synter.Infrastructure.Accounts;

/// <summary>How often sign-in has failed lately, for one address and for one account at that address.</summary>
public sealed class SignInFailures
{
    /// <summary>A hash: neither e-mail nor address is kept here.</summary>
    public required byte[] Key { get; init; }

    public int Count { get; set; }

    public DateTimeOffset LastAt { get; set; }
}
