using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

/// <summary>The document is made from the code, so what it says of every endpoint can be held to account.</summary>
[Collection(OneSynter.Name)]
public sealed class OpenApiTests(RunningSynter synter)
{
    private static readonly string[] Roots = ["/api/", "/auth/", "/agents/", "/sandbox", "/health/"];

    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task EveryEndpoint_IsInTheDocument()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        foreach (var (method, path) in Endpoints())
        {
            Assert.True(paths[path]?[method] is not null, $"{method} {path} is not described.");
        }
    }

    [Fact]
    public async Task EveryOperation_HasANameOfItsOwn_ASummary_AndProblemsAsItsRefusals()
    {
        var document = await DocumentAsync();
        var names = new HashSet<string>();

        foreach (var (where, operation) in Operations(document))
        {
            Assert.True(operation["operationId"]?.GetValue<string>() is { } name && names.Add(name), $"{where} has no name of its own.");
            Assert.True(operation["summary"]?.GetValue<string>() is { Length: > 5 }, $"{where} does not say what it does.");
            var responses = operation["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key[0] == '2');
            foreach (var (status, response) in responses.Where(r => r.Key is "default" || (r.Key[0] is '4' or '5' && !where.Contains("/health/", StringComparison.Ordinal))))
            {
                Assert.True(response!["content"]?["application/problem+json"] is not null, $"{where} answers {status} with no problem.");
            }
        }
    }

    [Fact]
    public async Task EveryOperation_AsksForASession_UnlessItIsOpenToAll()
    {
        var document = await DocumentAsync();
        var open = Operations(document).Where(o => o.Operation["security"] is JsonArray { Count: 0 }).Select(o => o.Where).Order();

        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["session"]!["scheme"]!.GetValue<string>());
        Assert.NotNull(document["security"]![0]!["session"]);
        string[] expected =
        [
            "get /.well-known/jwks.json", "get /auth/csrf", "get /health/live", "get /health/ready", "post /api/auth/login", "post /auth/forgot-password", "post /auth/login", "post /auth/magic",
            "post /auth/magic-link", "post /auth/passkey", "post /auth/passkey/options", "post /auth/refresh", "post /auth/reset-password", "post /auth/second-factor", "post /auth/signup", "post /auth/token",
        ];
        Assert.Equal(expected, open);
        Assert.All(Operations(document).Where(o => !open.Contains(o.Where)), o => Assert.NotNull(o.Operation["responses"]!["401"]));
    }

    [Fact]
    public async Task Problem_IsDescribedWithCodeAndCorrelationId()
    {
        var problem = (await DocumentAsync())["components"]!["schemas"]!["ProblemDetails"]!["properties"]!;

        Assert.All(new[] { "type", "title", "status", "detail", "code", "correlation_id", "errors" }, name => Assert.NotNull(problem[name]));
        Assert.NotNull(problem["errors"]!["items"]!["properties"]!["pointer"]);
    }

    [Fact]
    public async Task Page_FetchesNothingFromElsewhere()
    {
        using var client = synter.Anonymous();
        using var page = await client.GetAsync("/docs/api/index.html");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync());
        var fetched = html.QuerySelectorAll("script[src], link[href]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!).ToList();
        Assert.NotEmpty(fetched);
        foreach (var address in fetched)
        {
            Assert.DoesNotContain("//", address, StringComparison.Ordinal);
            using var answer = await client.GetAsync(new Uri(new Uri(synter.Address, "/docs/api/"), address));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Empty(html.QuerySelectorAll("script:not([src]), [onload], [onclick]"));
    }

    private async Task<JsonObject> DocumentAsync()
    {
        using var client = synter.Anonymous();
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }

    private static IEnumerable<(string Where, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select ($"{operation.Key} {path.Key}", operation.Value!.AsObject());

    private IEnumerable<(string Method, string Path)> Endpoints() =>
        from endpoint in synter.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Word))))
        where endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null
        where Roots.Any(root => path.StartsWith(root, StringComparison.Ordinal)) && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method.ToLowerInvariant(), path);

    private static string Word(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        _ => "",
    };
}
