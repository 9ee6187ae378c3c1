using Microsoft.AspNetCore.WebUtilities;

namespace Synter.Tests.Support.Outside;

/// <summary>Signing in with the sandbox's practice service, as a browser does it.</summary>
public static class PracticeSignIn
{
    /// <summary>Signs in as whoever has the address; the client keeps the session.</summary>
    public static async Task<HttpClient> SignInByPracticeAsync(this RunningSynter synter, string email)
    {
        var browser = synter.Browser();
        using var lead = await browser.GetAsync("/auth/google");
        using var agreed = await browser.GetAsync(Agree(lead.Headers.Location!, email));
        using var back = await browser.GetAsync(agreed.Headers.Location);
        Assert.Equal("/", back.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>What the page's form asks for once somebody has said who they are.</summary>
    public static Uri Agree(Uri authorize, string email)
    {
        var query = QueryHelpers.ParseQuery(authorize.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        (query["email"], query["name"], query["verified"], query["act"]) = (email, "Ann", "true", "allow");
        return new Uri(QueryHelpers.AddQueryString(new Uri(authorize, "continue").ToString(), query));
    }
}
