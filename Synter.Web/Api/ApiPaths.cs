namespace Synter.Web.Api;

/// <summary>Tells the HTTP API from the pages: it answers in JSON and never redirects.</summary>
public static class ApiPaths
{
    private static readonly string[] Roots = ["/api", "/auth", "/.well-known", "/health", "/sandbox/requests", "/sandbox/faults", "/openapi", "/agents/list", "/agents/run", "/agents/runs"];

    public static bool IsApi(this HttpRequest request) =>
        Array.Exists(Roots, root => request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase)) || IsSandboxReset(request);

    /// <summary><c>/sandbox</c> itself is a page to read and the API's to reset.</summary>
    private static bool IsSandboxReset(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Path.Equals("/sandbox", StringComparison.OrdinalIgnoreCase);
}
