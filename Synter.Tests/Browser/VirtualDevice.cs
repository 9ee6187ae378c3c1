using System.Text.Json;
using Microsoft.Playwright;

namespace Synter.Tests.Browser;

/// <summary>An authenticator without hardware, and whether somebody touches it.</summary>
internal sealed record VirtualDevice(ICDPSession Session, string Id)
{
    public static async Task<VirtualDevice> AttachAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualDevice(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    public Task<JsonElement?> PresenceAsync(bool isThere) =>
        Session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object> { ["authenticatorId"] = Id, ["enabled"] = isThere });
}
