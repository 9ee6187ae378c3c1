using Synter.Domain.Accounts;

namespace Synter.Web.Features.Accounts.Settings;

/// <summary>How people come in, as the page shows it and hands it from prerender to circuit.</summary>
public sealed record DoorFacts(bool AllowsSignUp, IReadOnlyList<string> EmailDomains, bool IsPasswordless, bool RequiresSecondFactor)
{
    public static DoorFacts From(WorkspaceDoor door) => new(door.AllowsSignUp, door.EmailDomains, door.IsPasswordless, door.RequiresSecondFactor);
}
