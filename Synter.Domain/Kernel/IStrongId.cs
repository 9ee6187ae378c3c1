namespace Synter.Domain.Kernel;

/// <summary>
/// An id of one kind of thing: a version-7 UUID shown as a prefix and 32 lower-case hex digits (<c>run_0192…</c>).
/// Version 7 sorts by time of making, to the millisecond; never order by id alone.
/// </summary>
public interface IStrongId<TSelf> where TSelf : struct, IStrongId<TSelf>
{
    /// <summary>The prefix with its underscore, as in <c>run_</c>.</summary>
    static abstract string Prefix { get; }

    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
