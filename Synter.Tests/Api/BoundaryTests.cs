using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Tests.Support;
using Synter.Web.Api;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class BoundaryTests(RunningSynter synter)
{
    private const string Staff = "/api/v1/staff/workspaces";

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{\"slug\":\"a\"")]
    [InlineData("{\"slug\":\"a\",\"slug\":\"b\",\"name\":\"n\",\"time_zone\":\"UTC\",\"admin\":{\"email\":\"a@b.c\",\"password\":\"12345678\"}}")]
    [InlineData("{\"slug\":\"a\",\"name\":\"n\",\"time_zone\":\"UTC\",\"admin\":{\"email\":\"a@b.c\",\"email\":\"d@b.c\",\"password\":\"12345678\"}}")]
    public async Task Body_NotJsonOrWithKeysTwice_IsMalformed(string body)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PostAsync(Staff, Json(body));

        Assert.Equal("malformed", await answer.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Body_OfWrongTypes_NamesEachPlace()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PostAsync(Staff, Json("""{"slug":5,"name":["n"],"time_zone":null,"admin":{"email":true}}"""));
        var problem = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("validation_failed", problem["code"]!.GetValue<string>());
        Assert.Equal(
            ["/slug", "/name", "/time_zone", "/admin/email", "/admin/password"],
            problem["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Body_NotAnObject_IsInvalid(string body)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PostAsync(Staff, Json(body));

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Body_TooLarge_Is413()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PostAsync(Staff, Json($"{{\"slug\":\"{new string('a', ApiLimits.BodyBytes)}\"}}"));

        Assert.Equal("too_large", await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Body_NotSaidToBeJson_Is415()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.PostAsync(Staff, new StringContent("slug=a", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal("unsupported_media_type", await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task UnknownAddress_IsAProblem_NotAPage()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.GetAsync("/api/v1/nothing-here");

        Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task WrongMethod_IsAProblem()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.DeleteAsync("/auth/me");

        Assert.Equal("method_not_allowed", await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed));
    }

    [Theory]
    [InlineData("many")]
    [InlineData("1.5")]
    [InlineData("99999999999999")]
    public async Task Parameter_NoWholeNumber_IsNamed_WithTheMend(string limit)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.GetAsync($"/agents/runs?limit={limit}");

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        var error = (await answer.JsonAsync())["errors"]![0]!;
        Assert.Equal(("/limit", "Give a whole number, as in 20."), (error["pointer"]!.GetValue<string>(), error["message"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/api/v1/agent-types")]
    [InlineData("/agents/list")]
    [InlineData("/agents/runs/run_00000000000000000000000000000000")]
    public async Task Anonymous_OnTheApi_Is401_NeverARedirect(string path)
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync(path);

        Assert.Equal("unauthenticated", await answer.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("GET", "/agents/list")]
    [InlineData("POST", "/agents/run")]
    public async Task ApiAddress_ThatAPagesRouteFits_IsNoPage(string method, string path)
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Anonymous_OnAPage_IsLedToSignInAndBack()
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync("/review?state=pending");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Freview%3Fstate%3Dpending", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task CorrelationId_IsOurs_WhateverTheRequestSays()
    {
        using var client = synter.Anonymous();
        client.DefaultRequestHeaders.Add("X-Correlation-Id", "0123456789abcdef0123456789abcdef");
        client.DefaultRequestHeaders.Add("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");

        using var answer = await client.GetAsync("/auth/me");
        var id = answer.Headers.GetValues("X-Correlation-Id").Single();

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual("0123456789abcdef0123456789abcdef", id);
    }

    [Fact]
    public async Task Ready_NamesTheDatabase()
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync("/health/ready");
        var body = await answer.JsonAsync();

        Assert.Equal("ok", body["checks"]!["database"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Live_AnswersAnyone()
    {
        using var client = synter.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }

    private static StringContent Json(string body) => new(body, MediaTypeHeaderValue.Parse("application/json"));
}
