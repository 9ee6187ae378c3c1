namespace Synter.Web.Api;

/// <summary>Tells the HTTP API from the pages: it answers in JSON and never redirects.</summary>
public static class ApiPaths
{
    private static readonly string[] Roots = ["/api", "/auth", "/health", "/sandbox", "/openapi", "/agents/list", "/agents/run", "/agents/runs"];

    public static bool IsApi(this HttpRequest request) =>
        Array.Exists(Roots, root => request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
