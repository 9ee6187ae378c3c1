using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Synter.Tests.Support;

internal static class ClientSignIn
{
    /// <summary>From now on it asks as somebody, with a Bearer token.</summary>
    public static async Task SignInAsync(this HttpClient client, string email, string password)
    {
        using var answer = await client.PostAsJsonAsync("/auth/login", new { email, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.JsonAsync())["access_token"]!.GetValue<string>());
    }
}
