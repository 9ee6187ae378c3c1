namespace Synter.Domain.Approvals.Gate;

/// <summary>What becomes of an effect in doubt.</summary>
public abstract record DoubtEnd
{
    private DoubtEnd()
    {
    }

    public sealed record Happened(string ProviderRef) : DoubtEnd;

    /// <summary>It is proven that it did not happen.</summary>
    /// <param name="Resend">Whether it is sent once more by itself.</param>
    public sealed record DidNotHappen(bool Resend) : DoubtEnd;

    /// <summary>Nobody can tell; a person must look.</summary>
    public sealed record Unknown(string Why) : DoubtEnd;

    /// <summary>The provider could not be asked. Ask again after this long.</summary>
    public sealed record AskAgain(TimeSpan After) : DoubtEnd;
}

/// <summary>Judges what a provider said when it was read back. Pure.</summary>
public static class DoubtPolicy
{
    /// <summary>How often a provider that does not answer is asked before a person is.</summary>
    public const int MaxLooks = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    /// <param name="finding">Null when the provider could not be asked.</param>
    /// <param name="notFoundIsProof">See <see cref="IEffectWriter.NotFoundIsProof"/>.</param>
    public static DoubtEnd Judge(Finding? finding, AttemptInDoubt doubt, bool notFoundIsProof) => finding switch
    {
        Finding.Found found => new DoubtEnd.Happened(found.ProviderRef),
        Finding.NotFound when notFoundIsProof => new DoubtEnd.DidNotHappen(Resend: !doubt.ResentBefore && doubt.Attempt <= EffectStates.MaxRetries),
        Finding.NotFound => new DoubtEnd.Unknown("It was not found there, but it may still appear."),
        Finding.CannotTell cannot => new DoubtEnd.Unknown(cannot.Why),
        _ when doubt.Looks + 1 < MaxLooks => new DoubtEnd.AskAgain(FirstWait * Math.Pow(2, doubt.Looks)),
        _ => new DoubtEnd.Unknown("The provider could not be asked."),
    };
}
