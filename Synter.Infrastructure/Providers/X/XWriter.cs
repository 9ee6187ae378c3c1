using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Marketing;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.X;

/// <summary>Posts to an account's timeline on X.</summary>
internal sealed class XWriter(XClient client, XReader reader, IVault vault, ILogger<XWriter> log)
    : SocialPostWriter(SocialPlatform.X, vault, reader, log)
{
    protected override ProviderLocation Location() => client.Location();

    protected override HttpRequestMessage Publish(ProviderAccess access, ApprovedEffect effect, string text)
    {
        var request = access.Request(HttpMethod.Post, "2/tweets");
        request.Content = JsonContent.Create(new JsonObject { ["text"] = text });
        return request;
    }

    protected override async Task<string> PublishAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(request, cancellationToken);
        return answer.Require("data.id");
    }
}
