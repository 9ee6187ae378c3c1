using Synter.Infrastructure.Accounts.Outside;

namespace Synter.Web.Api.Wire;

public sealed record LinkedAccountResponse(OauthAccountId Id, string Provider, string? Email, DateTimeOffset LinkedAt, DateTimeOffset LastUsedAt)
{
    public static LinkedAccountResponse From(LinkedAccountLine line) => new(line.Id, line.Provider, line.Email, line.LinkedAt, line.LastUsedAt);
}
