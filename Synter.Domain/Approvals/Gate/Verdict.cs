namespace Synter.Domain.Approvals.Gate;

/// <summary>What a hook says. There is no third answer: a hook that cannot tell denies.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    public static readonly Verdict Allow = new Allowed();

    /// <param name="code">One of <see cref="DenialCodes"/>.</param>
    /// <param name="sentence">What the gate saw and what is allowed, for people.</param>
    /// <param name="effect">The change it is about; null when it is about all of them.</param>
    public static Verdict Deny(string code, string sentence, EffectId? effect = null) => new Denied(code, sentence, effect);

    public sealed record Allowed : Verdict;

    public sealed record Denied(string Code, string Sentence, EffectId? Effect) : Verdict;
}
