using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Accounts;

namespace Synter.Tests.Api;

/// <summary>
/// Every endpoint, asked by everybody, against the one table; every page, against the one table. What is open to all, and what needs no more than
/// reading though it changes something, stands here by name: a new endpoint is neither until somebody has decided so.
/// </summary>
public sealed partial class PermissionMatrixTests(FurnishedSynter synter) : IClassFixture<FurnishedSynter>
{
    /// <summary>What stands before the console. The outbox shows itself to those alone who may read it.</summary>
    private static readonly string[] s_openPages =
        ["/sign-in", "/sign-in/code", "/sign-in/sent", "/sign-in/link", "/sign-up", "/sign-up/confirm", "/forgot", "/forgot/reset", "/confirm-email", "/invitation", "/staff/mail"];

    /// <summary>Nobody need be signed in.</summary>
    private static readonly string[] s_open =
    [
        "GET /.well-known/jwks.json", "GET /auth/csrf", "POST /auth/login", "POST /auth/refresh", "POST /auth/token", "POST /api/auth/login",
        "POST /auth/signup", "POST /auth/magic-link", "GET /auth/magic", "POST /auth/magic", "POST /auth/forgot-password", "POST /auth/reset-password", "POST /auth/second-factor", "POST /auth/passkey", "POST /auth/passkey/options",
        "GET /auth/google", "GET /auth/oidc",
        "GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json", "GET /error", .. s_openPages.Select(page => "GET " + page),
    ];

    /// <summary>Changes one's own session and nothing else.</summary>
    private static readonly string[] s_onesOwn = ["POST /auth/logout", "POST /auth/rotate", "POST /api/auth/logout", "POST /sign-out"];

    private static readonly string[] s_frameworks = ["/_blazor", "/_framework", "/{**"];

    [Fact]
    public void EveryEndpointThatChangesSomething_NamesWhatItNeeds()
    {
        var nameless = from row in Rows()
                       where row.Method is not ("GET" or "HEAD") && !row.IsPage && row.Needs.Count == 0
                       select row.Name;

        Assert.Equal(s_open.Where(name => name.StartsWith("POST", StringComparison.Ordinal)).Order(), nameless.Order());
    }

    [Fact]
    public void EveryOpenEndpoint_IsMeantToBe() => Assert.Equal(s_open.Order(), Rows().Where(row => row.IsOpen).Select(row => row.Name).Order());

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Admin)]
    public async Task EachRole_ReachesWhatTheTableSays(Role role)
    {
        using var client = await synter.SignInAsync(await synter.AddMemberAsync(role));

        await WalkAsync(client, row => row.Needs.All(need => Permissions.Includes(role, isStaff: false, need)));
    }

    [Fact]
    public async Task Staff_ReachAllThatAnAdminDoes_AndTheServiceItself()
    {
        using var client = await synter.SignInAsync();

        await WalkAsync(client, _ => true);
    }

    [Fact]
    public async Task SignedOut_NobodyReachesAnything()
    {
        using var client = synter.Anonymous();
        var wrong = new List<string>();
        foreach (var row in Rows().Where(row => !row.IsOpen))
        {
            using var answer = await AskAsync(client, row, address => address);
            var isShut = row.IsPage || IsFormOfAPage(row) || row.Pattern.EndsWith(".txt", StringComparison.Ordinal)
                ? answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
                : answer.StatusCode == HttpStatusCode.Unauthorized;
            if (!isShut) wrong.Add($"{row.Name} answers {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task ForeignWorkspace_NothingOfOursIsThere()
    {
        using var client = await synter.SignInElsewhereAsync();
        var wrong = new List<string>();
        foreach (var row in Rows().Where(row => row.Pattern.Contains('{') && !row.IsOpen && !row.IsPage && !IsFormOfAPage(row)))
        {
            var address = Ours(row.Pattern);
            if (address is null || row.Needs.Contains(Permission.OperateService)) continue;
            using var answer = await AskAsync(client, row, _ => address);
            // Wrong bodies are told before it is looked whether there is such a thing; what is found is never told.
            if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType)
                && !await IsEmptyListAsync(answer))
                wrong.Add($"{row.Name} answers {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    private async Task WalkAsync(HttpClient client, Func<Row, bool> may)
    {
        var wrong = new List<string>();
        // These end the very session that walks.
        foreach (var row in Rows().Where(row => !row.IsOpen && !IsFormOfAPage(row) && !s_onesOwn.Contains(row.Name) && !row.Name.EndsWith("/end-others", StringComparison.Ordinal)))
        {
            using var answer = await AskAsync(client, row, address => address);
            var wasRefused = answer.StatusCode == HttpStatusCode.Forbidden && await IsRoleRefusalAsync(answer);
            var isSignedIn = answer.StatusCode != HttpStatusCode.Unauthorized;
            if (!isSignedIn || wasRefused == may(row)) wrong.Add($"{row.Name} answers {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    /// <summary>A page has no code to tell; the API's own «forbidden» is the role's, other 403s are the gate's.</summary>
    private static async Task<bool> IsRoleRefusalAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
        || (await answer.JsonAsync())["code"]!.GetValue<string>() == "forbidden";

    private static async Task<bool> IsEmptyListAsync(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "application/json"
        && (await answer.JsonAsync())["items"] is System.Text.Json.Nodes.JsonArray { Count: 0 };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, Row row, Func<string, string> at)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), at(MadeUp(row.Pattern)));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        if (row.Method is not ("GET" or "HEAD" or "DELETE")) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Posted by a page's form: what it needs besides is the page's own token.</summary>
    private static bool IsFormOfAPage(Row row) => !row.IsPage && row.Method == "POST"
        && (row.Pattern.StartsWith("/review", StringComparison.Ordinal) || row.Pattern is "/stop" or "/resume" or "/sign-out" or "/settings/sign-in/save" || row.Pattern.StartsWith("/me/passkeys/", StringComparison.Ordinal));

    private IEnumerable<Row> Rows() =>
        from endpoint in synter.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where !s_frameworks.Any(prefix => pattern.StartsWith(prefix, StringComparison.Ordinal)) && !IsFile(endpoint)
        let isPage = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        // A page takes the posts of its own forms, which ask for what they need themselves.
        where method is not "HEAD" && !(isPage && method is not "GET")
        select new Row(method, pattern.TrimEnd('/') is { Length: > 0 } path ? path : "/", isPage, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            [.. endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>().Select(need => need.Permission)]);

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.Any(item => item.GetType().Name.StartsWith("StaticAsset", StringComparison.Ordinal));

    /// <summary>The address of what is nobody's.</summary>
    private static string MadeUp(string pattern) => Parameter().Replace(pattern, match => match.Groups[1].Value switch
    {
        "seq" => "999999",
        "documentName" => "v1",
        "type" or "agent_type_id" or "Type" => MarketingCases.Type,
        _ => "x_00000000000000000000000000000000",
    });

    /// <summary>The address of what is ours, where the fixture has such a thing.</summary>
    private string? Ours(string pattern)
    {
        var isKnown = true;
        var address = Parameter().Replace(pattern, match =>
        {
            var ours = (match.Groups[1].Value, pattern) switch
            {
                ("goal_id", _) => synter.Goal,
                ("run_id", _) => synter.Run,
                ("deliverable" or "Deliverable", _) => synter.Post,
                ("id", var p) when p.Contains("/deliverables/", StringComparison.Ordinal) => synter.Post,
                ("id", var p) when p.Contains("/hired-agents/", StringComparison.Ordinal) => synter.Agent,
                ("id", var p) when p.StartsWith("/runs/", StringComparison.Ordinal) => synter.Run,
                ("subscription_id", _) => synter.Agent,
                _ => null,
            };
            isKnown &= ours is not null;
            return ours ?? "";
        });
        return isKnown ? address : null;
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    /// <param name="Needs">Nothing: reading, unless it is open to all.</param>
    private sealed record Row(string Method, string Pattern, bool IsPage, bool IsOpen, IReadOnlyList<Permission> Needs)
    {
        public string Name => $"{Method} {Pattern}";
    }
}
