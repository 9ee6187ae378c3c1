using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Marketing;
using Synter.Domain.Vault;

namespace Synter.Infrastructure.Providers.Facebook;

/// <summary>Posts to a Facebook page's feed.</summary>
internal sealed class FacebookWriter(FacebookClient client, FacebookReader reader, IVault vault, ILogger<FacebookWriter> log)
    : SocialPostWriter(SocialPlatform.Facebook, vault, reader, log)
{
    protected override ProviderLocation Location() => client.Location();

    protected override HttpRequestMessage Publish(ProviderAccess access, ApprovedEffect effect, string text)
    {
        var body = new JsonObject { ["message"] = text, ["published"] = true };
        if (LinkOf(effect) is { } link)
        {
            body["link"] = link;
        }

        var request = access.Request(HttpMethod.Post, client.Path($"{FacebookClient.PageOf(access, effect.Account)}/feed"));
        request.Content = JsonContent.Create(body);
        return request;
    }

    protected override async Task<string> PublishAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(request, cancellationToken);
        return answer.Require("id");
    }
}
