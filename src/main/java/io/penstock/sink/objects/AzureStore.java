package io.penstock.sink.objects;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.penstock.config.Secret;
import io.penstock.sink.Outcome.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A container of Azure's blob storage. Nothing is tried twice here. */
public final class AzureStore implements ObjectStore {
  private static final int PAGE = 1_000;

  private final AzureAccess access;
  private final BlobContainerClient container;

  public AzureStore(AzureAccess access) {
    this.access = access;
    this.container = connect(access);
  }

  private static BlobContainerClient connect(AzureAccess access) {
    var builder =
        new BlobContainerClientBuilder()
            .endpoint(access.endpoint())
            .containerName(access.container())
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.FIXED, 1, access.requestTimeout(), null, null, null))
            .httpClient(
                new JdkHttpClientBuilder()
                    .connectionTimeout(access.connectTimeout())
                    .responseTimeout(access.requestTimeout())
                    .readTimeout(access.requestTimeout())
                    .writeTimeout(access.requestTimeout())
                    .build());
    access
        .accountKey()
        .map(Secret::reveal)
        .ifPresent(
            key -> builder.credential(new StorageSharedKeyCredential(access.account(), key)));
    access.sasToken().map(Secret::reveal).ifPresent(builder::sasToken);
    return builder.buildClient();
  }

  @Override
  public boolean create(String name, byte[] body, Map<String, String> notes) throws StoreTrouble {
    try {
      put(name, body, notes, new BlobRequestConditions().setIfNoneMatch("*"));
      return true;
    } catch (BlobStorageException refused) {
      if (isThere(refused)) {
        return false;
      }
      throw trouble(refused);
    } catch (RuntimeException away) {
      throw trouble(away);
    }
  }

  /** Of several at once it says so in one way or the other. */
  private static boolean isThere(BlobStorageException refused) {
    return refused.getStatusCode() == 412
        || (refused.getStatusCode() == 409
            && "BlobAlreadyExists".equals(String.valueOf(refused.getErrorCode())));
  }

  @Override
  public void replace(String name, byte[] body) throws StoreTrouble {
    asked(() -> put(name, body, Map.of(), new BlobRequestConditions()));
  }

  private boolean put(
      String name, byte[] body, Map<String, String> notes, BlobRequestConditions conditions) {
    container
        .getBlobClient(name)
        .getBlockBlobClient()
        .uploadWithResponse(
            new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(body))
                .setMetadata(renamed(notes, '-', '_'))
                .setRequestConditions(conditions),
            access.requestTimeout(),
            Context.NONE);
    return true;
  }

  /** Its names are words of a language that has no dashes. */
  private static Map<String, String> renamed(Map<String, String> notes, char from, char to) {
    Map<String, String> renamed = new HashMap<>();
    notes.forEach((name, note) -> renamed.put(name.replace(from, to), note));
    return renamed;
  }

  @Override
  public Optional<Map<String, String>> notes(String name) throws StoreTrouble {
    return properties(name).map(it -> renamed(it.getMetadata(), '_', '-'));
  }

  @Override
  public Optional<Listed> look(String name) throws StoreTrouble {
    return properties(name)
        .map(it -> new Listed(name, it.getBlobSize(), it.getLastModified().toInstant()));
  }

  private Optional<BlobProperties> properties(String name) throws StoreTrouble {
    try {
      return Optional.of(
          container
              .getBlobClient(name)
              .getPropertiesWithResponse(null, access.requestTimeout(), Context.NONE)
              .getValue());
    } catch (BlobStorageException refused) {
      if (refused.getStatusCode() == 404) {
        return Optional.empty();
      }
      throw trouble(refused);
    } catch (RuntimeException away) {
      throw trouble(away);
    }
  }

  @Override
  public byte[] read(String name, long from, int length) throws StoreTrouble {
    BlobClient blob = container.getBlobClient(name);
    return asked(
        () ->
            blob.downloadContentWithResponse(
                    new DownloadRetryOptions().setMaxRetryRequests(0),
                    null,
                    new BlobRange(from, (long) length),
                    false,
                    access.requestTimeout(),
                    Context.NONE)
                .getValue()
                .toBytes());
  }

  /** It cannot begin behind a name: what is before it is passed over here. */
  @Override
  public void list(String prefix, String after, Predicate<Listed> each) throws StoreTrouble {
    var options = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(PAGE);
    asked(
        () -> {
          for (BlobItem item : container.listBlobs(options, access.requestTimeout())) {
            if (item.getName().compareTo(after) > 0 && !each.test(listed(item))) {
              break;
            }
          }
          return true;
        });
  }

  private static Listed listed(BlobItem item) {
    return new Listed(
        item.getName(),
        item.getProperties().getContentLength(),
        item.getProperties().getLastModified().toInstant());
  }

  /** By way of this machine; its own copying wants a right to the source in its address. */
  @Override
  public void copy(String name, String to, Optional<String> storageClass) throws StoreTrouble {
    Listed source =
        look(name).orElseThrow(() -> new StoreTrouble(Cause.SCHEMA, name + " is not there"));
    byte[] body = read(name, 0, Math.toIntExact(source.bytes()));
    Map<String, String> notes = notes(name).orElse(Map.of());
    asked(() -> put(to, body, notes, new BlobRequestConditions()));
  }

  @Override
  public void delete(String name) throws StoreTrouble {
    asked(() -> container.getBlobClient(name).deleteIfExists());
  }

  private <T> T asked(Supplier<T> request) throws StoreTrouble {
    try {
      return request.get();
    } catch (RuntimeException fault) {
      throw trouble(fault);
    }
  }

  private StoreTrouble trouble(RuntimeException fault) {
    return switch (fault) {
      case BlobStorageException refused ->
          new StoreTrouble(
              causeOf(refused.getStatusCode()),
              "Azure container %s: %d %s"
                  .formatted(access.container(), refused.getStatusCode(), refused.getErrorCode()),
              refused);
      default ->
          new StoreTrouble(
              Cause.CAPACITY,
              "Azure container %s does not answer: %s"
                  .formatted(access.container(), fault.getMessage()),
              fault);
    };
  }

  static Cause causeOf(int status) {
    return switch (status) {
      case 401, 403 -> Cause.ACCESS;
      case 400, 404, 405 -> Cause.SCHEMA;
      default -> Cause.CAPACITY;
    };
  }

  /** The client has nothing to let go of. */
  @Override
  public void close() {}
}
