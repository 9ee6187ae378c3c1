using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>The secret that a person shares with their authenticator app.</summary>
public sealed class Authenticator
{
    /// <summary>An offered secret is offered again for this long, so that two open pages show the same one.</summary>
    public static readonly TimeSpan OfferedFor = TimeSpan.FromMinutes(30);

    public required UserId UserId { get; init; }

    /// <summary>In base 32, sealed and bound to the person.</summary>
    public required byte[] Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null while it is only offered: it counts once a right code has shown that the app has it.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The step of the last code taken. Codes up to it are spent.</summary>
    public long LastStep { get; set; }
}
