using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>
/// What a page of ours gives somebody along who wants an account elsewhere connected. Without one, any site could lead a person's
/// browser through the connecting and leave a stranger's account among their ways in.
/// </summary>
public sealed class ConnectTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>From the press of a button to the request that follows it.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("connect an outside account");

    public string Make(SessionId session, string provider) =>
        Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Ticket(session.ToString(), provider, clock.Now() + Life))));

    /// <summary>Whether it was made for this session and provider just now.</summary>
    public bool Holds(string ticket, SessionId? session, string provider)
    {
        if (session is not { } asked || ticket.Length > 1024) return false;
        try
        {
            var made = JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(Base64Url.DecodeFromChars(ticket)))!;
            return made.Session == asked.ToString() && made.Provider == provider && clock.Now() < made.ExpiresAt;
        }
        catch (Exception made) when (made is CryptographicException or FormatException or JsonException)
        {
            return false;
        }
    }

    private sealed record Ticket(string Session, string Provider, DateTimeOffset ExpiresAt);
}
