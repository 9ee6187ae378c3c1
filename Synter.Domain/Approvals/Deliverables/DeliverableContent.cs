using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>
/// What a revision says, read from and written to its canonical bytes. Screen, hash and executor all work from those same
/// bytes, so that what is sent is what was seen.
/// </summary>
/// <param name="HiredAgent">Null for platform agents that nobody hired.</param>
public sealed record DeliverableContent(
    WorkspaceId Workspace,
    HiredAgentId? HiredAgent,
    DeliverableId Deliverable,
    string Kind,
    string Title,
    string Body,
    IReadOnlyList<ContentEffect> Effects)
{
    /// <summary>When its effects are sent at the earliest; the same for all of them.</summary>
    public DateTimeOffset? SendAt => Effects.Max(e => e.SendAt);

    /// <exception cref="CanonicalJsonException">A payload holds something that has no canonical form.</exception>
    public byte[] ToBytes() => CanonicalJson.Serialize(ContentDocument.Write(this));

    /// <summary>Null for bytes of a version this Synter does not know: they are shown raw and never executed.</summary>
    public static DeliverableContent? Read(ReadOnlySpan<byte> bytes) => ContentDocument.Read(bytes);
}
