using System.Text.Json;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Writing;

public class CreateTests
{
    [Fact]
    public async Task Create_is_one_conditional_PutItem_and_gives_the_generated_entity()
    {
        var world = await WritingWorld.SaasAsync();
        var given = new Organization { Name = "Acme", Plan = Plan.Pro, MaxUsers = 50 };

        var created = await world.For("acme").Organizations.CreateAsync(given);

        world.Lines.ShouldBe([$"PutItem MultiTenantApp  pk = TENANT#acme#ORG#{created.Id}  sk = #METADATA  if not exists"]);
        var sent = world.Requests.ShouldHaveSingleItem();
        JsonDocument.Parse(sent.Json).RootElement.GetProperty("ConditionExpression").GetString().ShouldBe("attribute_not_exists(#a0)");
        created.ShouldBe(given with { Id = created.Id, TenantId = "acme", CreatedAt = world.Time.GetUtcNow(), Teams = created.Teams });
        Guid.Parse(created.Id).Version.ShouldBe(7);
        given.Id.ShouldBe("");
        var item = await world.ItemAsync();
        item.Text("pk").ShouldBe($"TENANT#acme#ORG#{created.Id}");
        item.Text("sk").ShouldBe("#METADATA");
        item.Text("_type").ShouldBe("acme#Organization");
        item.Text("_timestamp").ShouldBe("2026-01-02T03:04:05.0000000Z");
        item.Text("Plan").ShouldBe("Pro");
        item.Text("TenantId").ShouldBe("acme");
        item.ShouldLack("UpdatedAt", "Teams", "gsi1pk", "gsi1sk", "ttl");
    }

    [Fact]
    [Trait("Feature", "S6")]
    public async Task Index_keys_follow_the_entity_and_a_null_part_keeps_it_off_the_index()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");

        await db.Documents.CreateAsync(new Document { Id = "1", Title = "In", Folder = "f 1", Priority = 7 });
        var item = await world.ItemAsync();
        item.Text("fpk").ShouldBe("T#acme#FOLDER#f$P1");
        item.Text("fsk").ShouldBe("TITLE#In");
        item.Text("kpk").ShouldBe("T#acme#KIND#note");
        item.Text("ksk").ShouldBe("CREATED#2026-01-02T03:04:05.0000000Z");
        item["psk"].N.ShouldBe("7");
        item.Text("Author").ShouldBe("acme/Document");

        await db.Documents.PutAsync(new Document { Id = "1", Title = "Out" });
        (await world.ItemAsync()).ShouldLack("fpk", "fsk", "Folder", "Labels", "Blob");
    }

    [Fact]
    public async Task Create_of_an_existing_key_gives_the_item_that_is_there()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        await db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "First" });

        var error = await Should.ThrowAsync<ItemExistsException>(() => db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "Second" }));

        error.Code.ShouldBe("STL3001");
        error.Current.ShouldBeOfType<Team>().Name.ShouldBe("First");
        error.RequestId.ShouldNotBeNullOrEmpty();
        error.Message.ShouldNotContain("t1");
        (await world.ItemAsync()).Text("Name").ShouldBe("First");
    }

    [Fact]
    [Trait("Fault", "15")]
    public async Task A_value_in_an_entity_does_not_override_the_tenant()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        var foreign = new Team { Id = "t", OrganizationId = "o", Name = "n", TenantId = "evil" };

        (await Should.ThrowAsync<TenantScopeException>(() => db.Teams.CreateAsync(foreign))).Code.ShouldBe("STL2102");
        await Should.ThrowAsync<TenantScopeException>(() => db.Teams.PutAsync(foreign));
        await Should.ThrowAsync<TenantScopeException>(() => db.Teams.UpsertAsync(foreign));
        await Should.ThrowAsync<TenantScopeException>(() => db.Teams.DeleteAsync(foreign));
        await Should.ThrowAsync<TenantScopeException>(() => db.Teams.UpdateAsync(foreign, u => u.Set(t => t.Name, "x")));
        await Should.ThrowAsync<TenantScopeException>(() => db.Teams.BatchPutAsync([foreign]));
        Should.Throw<TenantScopeException>(() => db.Transaction().Create(foreign));
        await Should.ThrowAsync<TenantScopeException>(
            () => db.Teams.Where(t => t.TenantId == "evil" && t.OrganizationId == "o" && t.Id == "t").DeleteAsync());
        (await Should.ThrowAsync<TenantScopeException>(() => world.Unscoped().Teams.CreateAsync(foreign with { TenantId = "" }))).Code.ShouldBe("STL2101");
        await Should.ThrowAsync<TenantScopeException>(() => world.Unscoped().Teams.Where(t => t.OrganizationId == "o" && t.Id == "t").DeleteAsync());
        world.SentNothing();

        (await db.Teams.CreateAsync(foreign with { TenantId = "acme" })).TenantId.ShouldBe("acme");
    }

    [Fact]
    [Trait("Feature", "T9")]
    public async Task Sealed_values_come_from_their_generator_only()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");

        var error = await Should.ThrowAsync<WriteException>(() => db.Documents.CreateAsync(new Document { Title = "x", Author = "me" }));
        (error.Code, error.Entity, error.Property).ShouldBe(("STL3102", "Document", "Author"));
        await Should.ThrowAsync<WriteException>(() => db.Documents.UpsertAsync(new Document { Id = "1", Title = "x", Author = "me" }));
        (await Should.ThrowAsync<WriteException>(
            () => db.Documents.Where(d => d.Id == "1").UpdateAsync(u => u.Set(d => d.Author, "me")))).Code.ShouldBe("STL3102");
        world.SentNothing();

        // what was read can be put back
        var created = await db.Documents.CreateAsync(new Document { Title = "x" });
        (await db.Documents.PutAsync(created with { Title = "y" })).Author.ShouldBe("acme/Document");
    }

    [Fact]
    [Trait("Feature", "T9")]
    public async Task What_a_generator_gives_is_checked()
    {
        var world = await WritingWorld.DocumentsAsync();
        var error = await Should.ThrowAsync<WriteException>(() => world.For("acme").Brokens.CreateAsync(new Broken { Id = "1" }));
        error.Code.ShouldBe("STL3108");
        error.Message.ShouldBe("STL3108 The generator of Broken.Number gave a String, and the property holds Int32. Correct the generator.");
        world.SentNothing();
    }

    [Fact]
    [Trait("Fault", "1")]
    public async Task A_key_value_that_is_missing_is_named_before_anything_is_sent()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.For("acme");
        (await Should.ThrowAsync<KeyValueException>(() => db.Teams.CreateAsync(new Team { Id = "", OrganizationId = "o", Name = "n" }))).Property.ShouldBe("Id");
        (await Should.ThrowAsync<KeyValueException>(() => db.Projects.PutAsync(new Project { Id = "p", TeamId = null!, Name = "n" }))).Property.ShouldBe("TeamId");
        world.SentNothing();
    }

    [Fact]
    public async Task An_item_over_400_KB_is_refused_with_its_size_and_what_takes_it()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var error = await Should.ThrowAsync<ItemTooLargeException>(() => db.Documents.CreateAsync(
            new Document { Id = "1", Title = "x", Folder = new string('f', 900), Blob = new byte[409_600], Lines = ["é", "ab"] }));
        (error.Code, error.Entity, error.Property).ShouldBe(("STL3112", "Document", "Blob"));
        error.Message.ShouldContain($"Document takes {error.Size} bytes");
        error.Message.ShouldContain("The largest: Blob 409604, fpk 917, Folder 906. ");
        error.Attributes.Sum(a => a.Bytes).ShouldBe(error.Size);
        error.Attributes.Take(2).ShouldBe([new AttributeSize("Blob", "Blob", 409_604), new AttributeSize("fpk", null, 917)]);
        error.Attributes.Single(a => a.Property == "Lines").Bytes.ShouldBe("Lines".Length + 3 + 1 + 2 + 1 + 2);
        await Should.ThrowAsync<WriteException>(() => db.Documents.UpsertAsync(new Document { Id = "1", Title = "x", Blob = new byte[409_600] }));
        world.SentNothing();

        // 300 KB of binary are 400 KB of base 64: the JSON is too long, the item is not
        await db.Documents.CreateAsync(new Document { Id = "2", Title = "x", Blob = new byte[400_000] });
        world.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_size_is_that_of_the_service()
    {
        var world = await WritingWorld.DocumentsAsync();
        var db = world.For("acme");
        var document = new Document
        {
            Id = "1", Title = "é\n", Labels = ["a", "bb"], Ratings = [1, 22], Address = new Address("C", null, ["1", "2"]), Counts = { ["k"] = 5 },
            Lines = ["x", ""],
        };

        // fill up to the limit: the service takes what we take, and refuses what we refuse
        async Task<bool> Fits(int bytes)
        {
            try
            {
                await db.Documents.PutAsync(document with { Blob = new byte[bytes] });
                return true;
            }
            catch (WriteException)
            {
                return false;
            }
        }

        var (low, high) = (400_000, 409_600);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (await Fits(middle)) low = middle;
            else high = middle;
        }

        var largest = (await world.ItemAsync());
        largest["Blob"].B = new MemoryStream(new byte[high + 16]);
        (await Should.ThrowAsync<Amazon.DynamoDBv2.AmazonDynamoDBException>(() => world.Client.PutItemAsync("Documents", largest)))
            .Message.ShouldContain("size");
    }

    [Fact]
    public async Task Without_sensitive_logging_keys_and_values_are_hidden()
    {
        var world = await WritingWorld.SaasAsync();
        var db = world.Quiet("acme");
        await db.Teams.CreateAsync(new Team { Id = "t1", OrganizationId = "o1", Name = "n" });
        await db.Teams.Where(t => t.OrganizationId == "o1" && t.Id == "t1").UpdateAsync(u => u.Set(t => t.Name, "secret"), when: t => t.Name == "n");
        world.Lines.ShouldBe(["PutItem MultiTenantApp  pk = ?  sk = ?  if not exists", "UpdateItem MultiTenantApp  pk = ?  sk = ?  set Name  if exists and Name = ?"]);
    }
}
