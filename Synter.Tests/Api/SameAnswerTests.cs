using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

/// <summary>On a Synter of its own, where nobody else signs in: computations are counted.</summary>
public sealed class SameAnswerTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    private const string Password = "a long way from home";

    [Theory]
    [InlineData("/auth/signup", Password)]
    [InlineData("/auth/signup", null)]
    [InlineData("/auth/magic-link", null)]
    [InlineData("/auth/forgot-password", null)]
    [InlineData("/auth/login", Password)]
    public async Task KnownAndUnknownAddress_AreAnsweredTheSame_AtTheSameCost(string path, string? password)
    {
        var argon2 = synter.Services.GetRequiredService<Argon2id>();
        using var client = synter.Anonymous();
        // The first sign-in of all also makes what unknown addresses are compared with.
        (await client.PostAsJsonAsync("/auth/login", new { email = Mailbox.NewAddress(), password = "x" })).Dispose();

        var known = await AskAsync(RunningSynter.AdminEmail);
        var unknown = await AskAsync(Mailbox.NewAddress());

        Assert.Equal(known, unknown);
        Assert.Equal(password is null ? 0 : 1, known.Cost);

        async Task<(HttpStatusCode Status, string Body, string Headers, long Cost)> AskAsync(string email)
        {
            var before = argon2.Computations;
            using var answer = await client.PostAsJsonAsync(path, new { email, password });
            var body = (await answer.JsonAsync());
            body.Remove("correlation_id");
            return (answer.StatusCode, body.ToJsonString(), string.Join(' ', answer.Headers.Select(header => header.Key).Order()), argon2.Computations - before);
        }
    }
}
