namespace Synter.Tests.Bench.Circuits.Wire;

/// <summary>Who opens pages without a browser: an address and a session.</summary>
internal sealed class Visitor : IDisposable
{
    public Visitor(Uri address, string cookie)
    {
        (Address, Cookie) = (address, cookie);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    public Uri Address { get; }

    /// <summary>As the header has it: <c>name=value</c>.</summary>
    public string Cookie { get; }

    public HttpClient Http { get; }

    public void Dispose() => Http.Dispose();
}
