namespace Synter.Domain.Agents.Catalog;

/// <summary>What holds for every agent of a type until a workspace agrees on more.</summary>
/// <param name="ApprovalRequired">Nothing it proposes is sent without a person's yes.</param>
/// <param name="Trial">Null where there is none.</param>
public sealed record EnforcementDefaults(bool ApprovalRequired, TrialTerms? Trial);

/// <summary>How far a trial goes: whichever ends first.</summary>
public sealed record TrialTerms(int Days, int Runs, int Drafts);
